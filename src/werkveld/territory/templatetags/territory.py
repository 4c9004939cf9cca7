"""Maps in templates: `{% load territory %}`, then `{% area_map area %}` or `{% edition_map edition %}`."""

from django import template

from werkveld.territory import drawing

register = template.Library()

register.simple_tag(drawing.svg_of_area, name="area_map")
register.simple_tag(drawing.svg_of_edition, name="edition_map")
