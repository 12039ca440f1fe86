from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """Name and password, drawn by the kern pack."""

    use_required_attribute = False
