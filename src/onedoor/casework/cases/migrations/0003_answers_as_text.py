from django.db import migrations

from onedoor.kernel.secrecy import SealedJSON


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_tasks_somebody_did")]
    operations = [
        migrations.AlterField(
            model_name="case", name="answers", field=SealedJSON(default=dict)
        ),
        migrations.AlterField(
            model_name="draft", name="answers", field=SealedJSON(default=dict)
        ),
    ]
