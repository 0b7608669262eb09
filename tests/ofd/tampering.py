"""Ways to alter a sealed file that nobody may get away with, each with its name."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import timedelta

from asn1crypto import core
from tests.ofd import specimen

from ofd import Stamp, make_seal, ses
from ofd.archive import packed
from ofd.certs import test_authority
from ofd.sm2 import SM2_WITH_SM3

SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"
VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
SEAL = "Doc_0/Signs/Sign_0/Seal.esl"
Tampered = Iterator[tuple[str, bytes]]


def files() -> dict[str, bytes]:
    """The files of the sealed specimen."""
    with zipfile.ZipFile(io.BytesIO(specimen.plain())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def every() -> Tampered:
    """All of them: what was done, and the altered file."""
    whole = files()
    yield from _contents(whole)
    yield from _entries(whole)
    yield from _signed_values(whole)
    yield from _seals(whole)
    yield from _names(whole)
    yield from _declarations(whole)
    yield from _raw(specimen.plain())


def _contents(whole: dict[str, bytes]) -> Tampered:
    """A byte of every file changed, taken away, added."""
    chance = random.Random(33190)
    for name, data in whole.items():
        for number in range(4):
            at = chance.randrange(len(data))
            changed = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
            yield f"bit {number} of {name}", packed({**whole, name: changed})
        yield f"last byte of {name} gone", packed({**whole, name: data[:-1]})
        yield f"a byte after {name}", packed({**whole, name: data + b" "})
        yield f"{name} emptied", packed({**whole, name: b""})


def _entries(whole: dict[str, bytes]) -> Tampered:
    """Files taken out, put in, swapped, given twice."""
    for name in whole:
        yield f"{name} gone", packed({k: v for k, v in whole.items() if k != name})
        renamed = {(f"{k}.old" if k == name else k): v for k, v in whole.items()}
        yield f"{name} renamed", packed(renamed)
        yield f"{name} twice", _twice(whole, name, name)
        yield f"{name} twice in capitals", _twice(whole, name, name.swapcase())
    for name in ("Doc_0/Pages/Page_1/Content.xml", "extra.txt", "Doc_0/Signs/Sign_1/Seal.esl",
                 "Doc_0/Signs/Sign_0/more.dat", "META-INF/MANIFEST.MF"):  # fmt: skip
        yield f"{name} added", packed({**whole, name: b"<x/>"})
    page, document = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml"
    swapped = {**whole, page: whole[document], document: whole[page]}
    yield "two files swapped", packed(swapped)


def _twice(whole: dict[str, bytes], name: str, again: str) -> bytes:
    out = io.BytesIO(packed(whole))
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("placeholder".ljust(len(again.encode()), "-")[: len(again)])
        archive.writestr(entry, whole[name] + b" ")
    return out.getvalue().replace(entry.filename.encode(), again.encode())


def _signed_values(whole: dict[str, bytes]) -> Tampered:
    """The parts of the signature, each put in the place of another's."""
    chance = random.Random(38540)
    data = whole[VALUE]
    for number in range(30):
        at = chance.randrange(len(data))
        changed = data[:at] + bytes([chance.randrange(256) ^ data[at] or 1]) + data[at + 1 :]
        if changed != data:
            yield f"byte {number} of the signature", packed({**whole, VALUE: changed})
    other = specimen.sealed_anew(
        specimen.plain_unsealed(), at=specimen.SEALED_AT + timedelta(days=1)
    )
    with zipfile.ZipFile(io.BytesIO(other)) as archive:
        theirs, xml = archive.read(VALUE), archive.read(SIGNATURE)
    yield "the signature of another day", packed({**whole, VALUE: theirs})
    yield "the description of another day", packed({**whole, SIGNATURE: xml})
    stranger = specimen.authority().signer(0x57A, "旁人")
    root = specimen.authority().root
    for who, held in (("a stranger", stranger), ("the root", root)):
        swapped = ses.Signature.load(data)
        swapped["cert"] = held.certificate.der
        yield f"the certificate of {who}", packed({**whole, VALUE: swapped.dump()})
        signed = ses.Signature.load(data)
        signed["cert"] = held.certificate.der
        signed["signature"] = held.key.sign(signed["to_sign"].dump())
        yield f"signed by {who}", packed({**whole, VALUE: signed.dump()})
        quiet = ses.Signature.load(data)
        quiet["signature"] = held.key.sign(quiet["to_sign"].dump())
        yield f"signed by {who} under the old name", packed({**whole, VALUE: quiet.dump()})
    for field, value in (("version", 2), ("property_info", "/Doc_0/x"), ("data_hash", bytes(32)),
                         ("time_info", specimen.SEALED_AT - timedelta(days=3))):  # fmt: skip
        parsed = ses.Signature.load(data)
        parsed["to_sign"][field] = value
        yield f"{field} changed", packed({**whole, VALUE: parsed.dump(force=True)})
    for oid in ("1.2.840.10045.4.3.2", "1.2.156.10197.1.301"):
        parsed = ses.Signature.load(data)
        parsed["signature_alg_id"] = oid
        yield f"the method {oid}", packed({**whole, VALUE: parsed.dump()})
    yield "a longer header", packed({**whole, VALUE: _longer(data)})
    yield "something after the signature", packed({**whole, VALUE: data + b"\x05\x00"})
    yield "no ASN.1 at all", packed({**whole, VALUE: b"\x30\x84\xff\xff\xff\xff"})
    yield "nested without end", packed({**whole, VALUE: b"\x30\x80" * 50_000})


def _longer(data: bytes) -> bytes:
    """The same sequence with its length in one byte more than needed."""
    assert data[:2] == b"\x30\x82"
    return b"\x30\x83\x00" + data[2:]


def _seals(whole: dict[str, bytes]) -> Tampered:
    """Other seals: of a maker nobody trusts, with another user, picture, name or time."""
    signer, maker = specimen.signer(), specimen.authority().maker
    fake = test_authority(
        root=0xBAD, maker=0xBAD2, name="一门测试印章机构（不具有法律效力）",
        begins=maker.certificate.begins, ends=maker.certificate.ends,
    )  # fmt: skip
    rogue = fake.signer(0xBAD3, "河湾市教育局")
    for name, made, used in (("a false maker", fake.maker, signer),
                             ("a false maker and signer", fake.maker, rogue),
                             ("a false signer", maker, rogue)):  # fmt: skip
        seal = make_seal(
            es_id="65000000000001", name="河湾市教育局", picture=b"", size=(42, 42),
            signers=[used.certificate], created=specimen.BEGINS, begins=specimen.BEGINS,
            ends=specimen.ENDS, maker=made.certificate, maker_key=made.key,
        )  # fmt: skip
        content = specimen.sealed_anew(
            specimen.plain_unsealed(),
            with_seal=seal,
            certificate=used.certificate,
            key=used.key,
            stamps=[Stamp(0, 1, 1)],
        )
        yield f"sealed again by {name}", content
    others = core.Any(ses.OctetStrings([rogue.certificate.der]))
    later = specimen.ENDS + timedelta(days=900)
    for field, value in (("name", "上级机关"), ("valid_end", later), ("cert_list", others)):
        seal = ses.Seal.load(specimen.the_seal().der)
        seal["seal_info"]["property"][field] = value
        yield f"the seal's {field} changed", packed({**whole, SEAL: seal.dump(force=True)})
        parsed = ses.Signature.load(whole[VALUE])
        parsed["to_sign"]["eseal"] = seal
        parsed["signature"] = signer.key.sign(parsed["to_sign"].dump(force=True))
        yield (
            f"the seal's {field} changed and signed over",
            packed({**whole, SEAL: seal.dump(force=True), VALUE: parsed.dump(force=True)}),
        )
    bare = ses.Seal.load(specimen.the_seal().der)
    bare["signed_value"] = b""
    yield "a seal without its maker's signature", packed({**whole, SEAL: bare.dump()})
    assert bare["sign_alg_id"].dotted == SM2_WITH_SM3


def _names(whole: dict[str, bytes]) -> Tampered:
    """Names that lead out of the package, or that two systems read differently."""
    for name in ("../up.xml", "/root.xml", "a/../../b", "C:/x", "a\\b.xml", "a//b", "./a", "a/./b",
                 "x" * 300, "a\x07b", "Doc_0/Res/\u202egnp.exe", "con:stream"):  # fmt: skip
        yield f"a file named {name[:20]!r}", packed({**whole, name: b"x"})
    parent = {(f"../{name}" if name == "Doc_0/Document.xml" else name): data
              for name, data in whole.items()}  # fmt: skip
    yield "the document outside the package", packed(parent)


def _declarations(whole: dict[str, bytes]) -> Tampered:
    """Document types and entities in every XML file."""
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    for name, data in whole.items():
        if name.endswith(".xml"):
            head, mark, rest = data.partition(b"?>")
            body = head + mark + evil + rest if mark else evil + data
            yield f"an entity in {name}", packed({**whole, name: body})
            wide = b"\xff\xfe" + (evil.decode() + rest.decode()).encode("utf-16-le")
            yield f"an entity in UTF-16 in {name}", packed({**whole, name: wide})
            outside = b'<!doctype x SYSTEM "file:///etc/passwd">'
            yield f"a file named from {name}", packed({**whole, name: outside + rest})


def _raw(data: bytes) -> Tampered:
    """Bytes that belong to no file, and an archive that says one thing in two ways."""
    end = data.rfind(b"PK\x05\x06")
    yield "bytes before the archive", b"%PDF-1.7\n" + data
    yield "bytes after the archive", data + b"\n"
    yield "a comment", data[:-2] + struct.pack("<H", 5) + b"hello"
    yield "the second half gone", data[: len(data) // 2]
    yield "nothing", b""
    yield "an empty archive", data[end:]
    yield "text", "这不是 OFD".encode()
    first = data.find(b"PK\x03\x04", 4)
    yield "bytes between two files", data[:first] + b"hidden" + data[first:]
    yield "another size inside", data[:22] + b"\x01" + data[23:]
    yield "another method inside", data[:8] + b"\x00" + data[9:]
    yield "bytes after the packed data of a file", _padded()
    yield "another name in an extra field", _with_field(0x7075)
    yield "bytes in an extra field", _with_field(0x4242)
    yield "another name inside", data.replace(b"OFD.xml", b"OFE.xml", 1)
    yield "encrypted, it says", _with_flag(data, 0x1)
    yield "another method", _with_method(data, 12)
    yield "two archives in one", data + data
    yield "an archive inside an archive", packed({"OFD.xml": data})


def _padded() -> bytes:
    """The first file with more packed bytes than its packing has use for."""
    whole = files()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(whole["OFD.xml"]) + packer.flush()
    out = bytearray(packed({"OFD.xml": whole["OFD.xml"]}))
    at = out.find(body)
    out[at + len(body) : at + len(body)] = b"hidden"
    directory = out.find(b"PK\x01\x02")
    for place, by in ((18, 6), (directory + 20, 6), (out.find(b"PK\x05\x06") + 16, 6)):
        (value,) = struct.unpack_from("<I", out, place)
        struct.pack_into("<I", out, place, value + by)
    return bytes(out)


def _with_field(kind: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files().items():
            entry = zipfile.ZipInfo(name)
            entry.extra = struct.pack("<HH", kind, 4) + b"name" if name == "OFD.xml" else b""
            archive.writestr(entry, data)
    return out.getvalue()


def _with_flag(data: bytes, flag: int) -> bytes:
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    changed[6] |= flag
    changed[at + 8] |= flag
    return bytes(changed)


def _with_method(data: bytes, method: int) -> bytes:
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    changed[8] = changed[at + 10] = method
    return bytes(changed)


def bombs() -> Tampered:
    """Files that are small to send and large to read."""
    whole = files()
    page = "Doc_0/Pages/Page_0/Content.xml"
    head = b'<?xml version="1.0"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">'
    yield "60 MiB of nothing", packed({**whole, "zero": bytes(60 << 20)})
    yield "70 MiB in ten files", packed({**whole, **{f"z{i}": bytes(7 << 20) for i in range(10)}})
    yield "five thousand files", packed({**whole, **{f"n{i}": b"" for i in range(5000)}})
    chance = random.Random(1)
    yield "thirty megabytes of noise", packed({**whole, "noise": chance.randbytes(30 << 20)})
    mixed = b"".join(b'<a b="%x"/>' % chance.getrandbits(64) for _ in range(250_000))
    yield "too many tags, not alike", packed({**whole, page: head + mixed + b"</ofd:Page>"})
    long = b"".join(b'<a b="%x"/>' % chance.getrandbits(200) for _ in range(140_000))
    yield "as many tags as are read", packed({**whole, page: head + long + b"</ofd:Page>"})
    yield "a million tags", packed({**whole, page: head + b"<a/>" * 1_000_000 + b"</ofd:Page>"})
    yield "tags without end", packed({**whole, page: head + b"<a>" * 140_000})
    deep = head + b"<a>" * 70_000 + b"</a>" * 70_000 + b"</ofd:Page>"
    yield "a very deep tree", packed({**whole, page: deep})
    wide = head + b"<a " + b" ".join(b'a%d="x"' % i for i in range(90_000)) + b"/></ofd:Page>"
    yield "many attributes", packed({**whole, page: wide})
    yield "a size that is a lie", _lying(packed(whole))
    rows = b"".join(b'<ofd:Reference FileRef="/OFD.xml"/>' for _ in range(40_000))
    xml = whole[SIGNATURE].replace(b"</ofd:References>", rows + b"</ofd:References>")
    yield "many references", packed({**whole, SIGNATURE: xml})
    row = b'<ofd:Signature ID="S%d" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>'
    listed = b"".join(row % number for number in range(9_000))
    several = (b'<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016">' + listed
               + b"</ofd:Signatures>")  # fmt: skip
    yield "many seals", packed({**whole, "Doc_0/Signs/Signatures.xml": several})


def _lying(data: bytes) -> bytes:
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    changed[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFF)
    return bytes(changed)
