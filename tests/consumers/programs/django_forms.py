"""A Django form: standards to choose from, and a text field that takes no id of another form."""

import django
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator

import care_standards as cs
from care_standards.identifiers import MAX_ID_LENGTH, PROVISION_PATTERN

if not settings.configured:  # in a project of yours, Django is set up already
    settings.configure(USE_I18N=False)
    django.setup()

EDITION = cs.load("scs-2018")


class FindingForm(forms.Form):
    """What is recorded of one provision of the edition in use."""

    provision = forms.ChoiceField(choices=cs.query.choices(EDITION))
    setting = forms.ChoiceField(choices=cs.query.choices("setting"), required=False)


class AnyEditionForm(forms.Form):
    """The same for ids of other editions: most of a book is not held here, so its form is all that can be judged."""

    provision = forms.CharField(
        validators=[MaxLengthValidator(MAX_ID_LENGTH), RegexValidator(PROVISION_PATTERN, "This is no provision id.")],
        strip=False,  # ids match exactly
    )
