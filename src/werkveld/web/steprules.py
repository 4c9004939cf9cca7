"""Where a coordinator says whether everybody of the own organisation needs a second step to sign in."""

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from werkveld.audience.middleware import SignedInRequest
from werkveld.kit.forms import Form
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Assignment, Organisation, Person
from werkveld.staff.administration import chosen_organisation, own_organisations
from werkveld.web import actions
from werkveld.web.models import StepRule


class StepRuleForm(Form):
    """One choice."""

    is_required = forms.TypedChoiceField(
        label=gettext_lazy("Wie heeft een tweede stap nodig?"),
        choices=[
            ("1", gettext_lazy("Iedereen: een toegangssleutel, of een app met codes")),
            ("0", gettext_lazy("Alleen coördinatoren en de DPO")),
        ],
        coerce=lambda said: said == "1",
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "POST"])
def step_rule(request: SignedInRequest) -> HttpResponse:
    """The choice of an organisation, and how many have their second step."""
    organisation = chosen_organisation(request)
    is_required = not StepRule.objects.filter(organisation=organisation, is_required=False).exists()
    form = StepRuleForm(request.POST or None, initial={"is_required": "1" if is_required else "0"})
    people, paired = _counted(organisation)
    context = {
        "form": form,
        "organisation": organisation,
        "organisations": own_organisations(request),
        "people": people,
        "paired": paired,
        "has_door": organisation.code in settings.ORGANISATION_SIGN_IN,
    }
    if request.method == "GET":
        return render_page(request, "web/step_rule.html", context)
    if not form.is_valid():
        return answer_invalid(request, "web/step_rule.html", context)
    actions.require_second_step(organisation, is_required=form.cleaned_data["is_required"], by=request.user)
    messages.success(request, _("Bewaard. Wie nu aangemeld is, merkt het binnen het kwartier."))
    return redirect(f"{reverse('step_rule')}?organisatie={organisation.code}")


def _counted(organisation: Organisation) -> tuple[int, int]:
    """How many work there today, and how many of them paired a second step: numbers, no names."""
    work = Assignment.objects.on(timezone.localdate()).filter(organisation=organisation)
    people = Person.objects.filter(pk__in=work.values("person"), is_active=True)
    has = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return people.count(), people.filter(Exists(has)).count()
