"""Letters that were answered before first answers were kept have theirs too."""

from django.db import migrations

from onedoor.kernel.time import local


def from_the_record(apps, schema):
    """The words of a letter say when and by whom it was answered, the record until when."""
    alias = schema.connection.alias
    entries = apps.get_model("kernel", "Entry").objects.using(alias)
    firsts = apps.get_model("letters", "FirstAnswer").objects.using(alias)
    letters = apps.get_model("letters", "Letter").objects.using(alias)
    for letter in letters.exclude(answered_at=None).iterator():
        words = letter.words.order_by("pk")
        answer, ask = words.filter(act="answer").first(), words.filter(act="ask").first()
        if answer is None or ask is None:
            continue
        due = str(letter.due_on)
        told = entries.filter(subject=f"letter:{letter.pk}").order_by("seq")
        for name, body in told.values_list("name", "body"):
            if name == "letter.answered":
                break
            due = body.get("due_on") or due
        firsts.get_or_create(
            letter=letter,
            defaults={
                "agency": answer.by_agency,
                "sent_on": local(ask.at).date(),
                "due_on": due,
                "answered_on": local(answer.at).date(),
                "content": letter.content,
                "judged": letter.agency if letter.content is not None else "",
            },
        )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial"), ("letters", "0004_first_answers")]
    operations = [migrations.RunPython(from_the_record, migrations.RunPython.noop)]
