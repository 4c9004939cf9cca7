"""A QR code drawn by the server: one path, no picture to fetch and no script to run."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

# White around the code, in modules; what the standard asks for.
QUIET = 4


def qr_code(text: str) -> str:
    """An `<svg>` of the text, dark on white in every theme: cameras read it no other way."""
    code: QRCode[object] = QRCode(border=0, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return (
        f'<svg class="qr" viewBox="0 0 {side} {side}" aria-hidden="true" focusable="false">'
        f'<rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{path}" fill="#000" shape-rendering="crispEdges"/></svg>'
    )
