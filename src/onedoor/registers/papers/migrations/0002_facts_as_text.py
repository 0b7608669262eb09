from django.db import migrations

from onedoor.kernel.secrecy import SealedJSON


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="paper", name="facts", field=SealedJSON()
        ),
    ]
