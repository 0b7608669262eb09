from django.db import migrations

from onedoor.kernel.secrecy import SealedJSON


class Migration(migrations.Migration):
    dependencies = [("licences", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="licence", name="facts", field=SealedJSON()
        ),
    ]
