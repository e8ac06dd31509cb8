"""File names: made safe for every system that may store them, and judged by their extensions (HL-7.4a)."""

import re
import unicodedata

from vietnamese import clean

# A name travels in URLs, headers and on disks that allow 255 bytes; a Vietnamese letter takes up to three.
MAX_NAME_BYTES = 200


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EXECUTABLE_EXTENSIONS = (
    # Windows: programs, installers, shortcuts, scripts
    _words("exe com scr pif bat cmd msi msp mst msc msix msixbundle appx appxbundle appref-ms application")
    | _words("dll sys drv ocx cpl ax xll lnk url scf reg inf ins isp job hta hlp chm vb vbe vbs js jse mjs")
    | _words("ws wsc wsf wsh sct ps1 ps1xml ps2 psc1 psd1 psm1 shb shs gadget library-ms search-ms")
    | _words("settingcontent-ms theme themepack xbap ade adp mde iqy slk diagcab")
    # other systems
    | _words(
        "sh bash csh ksh zsh run elf so ko app command action workflow dylib dmg pkg deb rpm apk aab ipa"
    )
    | _words("xapk dex desktop appimage jar class jnlp war ear wasm")
    # run by a web server
    | _words("php php3 php4 php5 php7 php8 phps pht phtml phar asp aspx ashx asmx ascx asa cfm jsp jspx cgi")
    | _words("fcgi pl pm py pyc pyw pyz rb htaccess htpasswd")
    # disk images, which carry programs past the scanners
    | _words("iso img vhd vhdx udf")
)
# A browser runs what these carry.
ACTIVE_EXTENSIONS = _words("htm html xht xhtml shtml shtm dhtml mht mhtml svg svgz swf xsl xslt xul htc")
DANGEROUS_EXTENSIONS = EXECUTABLE_EXTENSIONS | ACTIVE_EXTENSIONS
MACRO_EXTENSIONS = _words("docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm")
# Inside a name these are words and abbreviations: so is số ("QD.so.12.pdf"), vb văn bản, ko không.
_ORDINARY_INSIDE = _words(
    "so ko vb pm pl ax ws sh app run action class job img theme command inf ins reg url hlp udf rb"
)

_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE
)
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]+')
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(raw: str) -> str:
    """Return the name without path, control and bidi characters, leading dots and reserved words, in NFC.

    Vietnamese letters are kept. The result is at most MAX_NAME_BYTES long in UTF-8 and may be empty.
    """
    # Hidden characters go first: they could split ".." or an extension.
    visible = "".join(c for c in raw if unicodedata.category(c) not in _HIDDEN_CATEGORIES)
    name = clean(re.split(r"[/\\]", visible)[-1])
    name = " ".join(_NOT_IN_NAMES.sub("-", name).split())
    name = name.strip(". ")
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name)


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 20:
        stem, extension = name, ""
    suffix = f".{extension}" if extension else ""
    room = MAX_NAME_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + suffix


def extension_of(name: str) -> str:
    """Return what follows the last dot, in lower case, or ""."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def dangerous_extension(
    name: str, dangerous: frozenset[str] = DANGEROUS_EXTENSIONS | MACRO_EXTENSIONS
) -> str | None:
    """Return the extension, last or inner, for which a cleaned name is refused: "x.exe.pdf" gives "exe"."""
    *inner, last = (part.strip().lower() for part in re.split(r"[.:]", name))
    if not inner:
        return None
    candidates = [last, *(part for part in inner[1:] if part not in _ORDINARY_INSIDE)]
    return next((part for part in candidates if part in dangerous), None)
