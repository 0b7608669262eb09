"""What can be wrong with a file, each with what to do about it."""

from onedoor.kernel.refusals import Refusal


class BadFile(Refusal):
    """“{name}”不能上传，请换一个文件。"""

    status = 422


class TooBig(BadFile):
    """这个文件有 {size} MB，每个文件最多 {limit} MB。请压缩或分成几个文件再上传。"""

    status = 413


class Empty(BadFile):
    """“{name}”是空的，里面没有内容。请打开看一看，再重新选择文件。"""


class WrongKind(BadFile):
    """“{name}”其实是{kind}。这里可以上传 {accepted}，请转换后再上传。"""

    status = 415


class HeicPhoto(WrongKind):
    """“{name}”是 HEIC 照片，很多电脑打不开。请在手机“设置—相机—格式”里选“兼容性最佳”再拍一张，或把照片另存为 JPG 后上传。"""  # noqa: E501


class OfficeFile(WrongKind):
    """“{name}”是办公软件文档，别人打开时版面会变。请用“文件—导出为 PDF”另存后再上传。"""


class SvgPicture(WrongKind):
    """“{name}”是 SVG 图片，里面可以藏程序，不能上传。请另存为 PNG 或 JPG 后再上传。"""


class EncryptedPdf(BadFile):
    """“{name}”有密码或使用限制，工作人员打不开。请打开后用“打印—另存为 PDF”得到没有密码的文件再上传。"""  # noqa: E501


class BrokenFile(BadFile):
    """“{name}”不完整或已损坏，打不开。请重新导出、扫描或拍照后再上传。"""


class HasScript(BadFile):
    """“{name}”里带有程序、网页或别的附件，不能上传。请打开后用“打印—另存为 PDF”去掉它们再上传。"""


class ZipBomb(BadFile):
    """“{name}”解开后太大或结构异常，不能上传。请重新导出后再上传。"""


class TooManyPixels(BadFile):
    """“{name}”有 {width}×{height} 个像素，超过 1 亿。请缩小图片或降低扫描分辨率后再上传。"""
