//! QR codes as drawings: one path of black runs, so that any printer renders them sharp.

use qrcode::{Color, EcLevel, QrCode};

/// White around a code, in modules, which readers need.
const QUIET: usize = 4;

/// The code of an address, or nothing where it is too long for one. A quarter of it may be smudged.
pub fn svg(address: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::Q) else {
        return String::new();
    };
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                path.push_str(&format!(
                    "M{} {}h{}v1h-{}z",
                    x + QUIET,
                    y + QUIET,
                    run.len(),
                    run.len()
                ));
            }
            x += run.len();
        }
    }
    let side = width + 2 * QUIET;
    format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"QR\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_corners_and_white_around_it() {
        let drawn = svg("https://example.org/liutang/finance/2025-05.html");
        // Three corners of seven dark modules; nothing touches the edge.
        assert!(drawn.matches("h7v1h-7z").count() >= 6, "{drawn}");
        assert!(drawn.contains("\"M4 4h7v1h-7z") && !drawn.contains("M0 "), "{drawn}");
        assert_eq!(svg(&"x".repeat(10_000)), "");
    }
}
