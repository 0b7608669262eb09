"""Why a site cannot be made or changed: sentences for people."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NoSuchSite(NotFound):
    """没有这个站点，请从列表里选。"""


class NotYourSite(NotAllowed):
    """这归“{site}”站点管，只能由那个站点的人来办。什么都没有改。"""


class NotAHue(BadInput):
    """颜色请写成 #0A56A8 这样，井号后面六位。"""


class HueNotClear(BadInput):
    """{hue} 放在浅底上看不清：对比度只有 {ratio}:1，至少要 4.5:1。最接近又看得清的是 {nearest}。"""


class NotAHost(BadInput):
    """“{host}”不是能用的域名。请用小写字母、数字、点和短横线写，每个域名只写一次。"""


class HostTaken(Refusal):
    """域名“{host}”已经是“{site}”站点的，一个域名只能通到一个站点。"""


class NotASlug(BadInput):
    """站点代号用小写字母开头，只用小写字母、数字和短横线，例如 kuqa。"""


class SlugTaken(Refusal):
    """已经有代号是“{slug}”的站点。"""


class DivisionTaken(Refusal):
    """这个地方已经有站点“{site}”，一个地方只有一个站点。"""


class NameNeeded(BadInput):
    """请写站点的名称。"""


class NoSuchRule(BadInput):
    """“{word}”不在可以选的范围里。"""


class ColumnTwice(BadInput):
    """同一个栏目选了两次。"""


class OfficeElsewhere(BadInput):
    """主办单位“{office}”不在这个地方，请选本地的单位。"""


class EditorsNeeded(BadInput):
    """请写明第一位编辑和第一位审签，要两个人：写的人不能自己签发。"""


class SiteChangedMeanwhile(Refusal):
    """您打开以后，别人又改过这个站点。请先看看现在的样子，再改。"""
