from django.db import migrations, models


class Migration(migrations.Migration):
    # allauth looks at the addresses of accounts when it makes its tables.
    run_before = [('account', '0001_initial')]

    dependencies = [
        ('people', '0003_seal_what_was_plain'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(condition=models.Q(('phone_index', ''), _negated=True), fields=('phone_index',), name='one_account_for_one_telephone'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(condition=models.Q(('number_index', ''), _negated=True), fields=('number_kind', 'number_index'), name='one_party_for_one_number'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number_index', ''), ('number_kind', 'none')), models.Q(models.Q(('number_kind', 'none'), _negated=True), models.Q(('number_index', ''), _negated=True)), _connector='OR'), name='a_number_has_its_index'),
        ),
    ]
