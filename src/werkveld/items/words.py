"""The words that occur, for forgiving small typing errors. Kept where pages cannot read them (see the migration)."""

from django.db import connection

from werkveld.items.models import Item


def learn_words(item: Item) -> None:
    """Add an item's words to the list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT werkveld_learn_words(%s)", [item.pk])


def nearest_word(word: str) -> str | None:
    """The most alike word that finds something this viewer may see, or None: a hidden item is never hinted at."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT werkveld_nearest_word(%s)", [word.lower()])
        found: str | None = cursor.fetchone()[0]
    return found


def forget_words() -> int:
    """Drop the words that no item holds any more; answers how many. Run as the owner role."""
    with connection.cursor() as cursor:
        cursor.execute("""
            DELETE FROM items_word WHERE word NOT IN (
                SELECT w FROM items_item i, unnest(tsvector_to_array(
                    to_tsvector('simple', unaccent(concat_ws(' ', i.title, i.ask, i.place, i.body))))) w
                WHERE i.state <> 'draft')""")
        return int(cursor.rowcount)
