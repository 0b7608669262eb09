"""Who reads for entitlements, as the person sees it under “谁看过我的信息”."""

from django.utils.translation import gettext_noop

from onedoor.kernel.actors import Actor

READER = Actor(kind="machine", ref="entitlements", name=gettext_noop("免申即享提示"))
