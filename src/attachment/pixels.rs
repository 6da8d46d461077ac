//! Pixels: over white, smaller, upright. Whole numbers alone, so that every machine makes the same bytes.

use super::exif::Turn;

/// A picture as rows of red, green and blue.
#[derive(Debug)]
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
}

impl Pixels {
    /// From samples of one (grey), two (grey, alpha), three (colour) or four (colour, alpha) bytes a pixel; what shines
    /// through is laid over white. `None` where there are fewer samples than pixels.
    pub fn over_white(width: usize, height: usize, samples: &[u8], bytes: usize) -> Option<Pixels> {
        let samples = samples.get(..width.checked_mul(height)?.checked_mul(bytes)?)?;
        let mut rgb = Vec::with_capacity(width * height * 3);
        for pixel in samples.chunks_exact(bytes) {
            match *pixel {
                [grey] => rgb.extend([grey; 3]),
                [grey, alpha] => rgb.extend([over(grey, alpha); 3]),
                [r, g, b] => rgb.extend([r, g, b]),
                [r, g, b, alpha] => rgb.extend([r, g, b].map(|c| over(c, alpha))),
                _ => return None,
            }
        }
        Some(Pixels { width, height, rgb })
    }

    /// So small that the longer side has at most this many pixels; never larger.
    pub fn within(&self, long_side: usize) -> Pixels {
        let long = self.width.max(self.height);
        if long <= long_side {
            return Pixels { width: self.width, height: self.height, rgb: self.rgb.clone() };
        }
        let side = |own: usize| ((own * long_side + long / 2) / long).max(1);
        let (width, height) = (side(self.width), side(self.height));
        let mut narrow = Vec::with_capacity(self.height * width * 3);
        for row in self.rgb.chunks_exact(self.width * 3) {
            let spans = Spans { from: self.width, to: width };
            for at in 0..width {
                narrow.extend(spans.mean(at, |x| [row[x * 3], row[x * 3 + 1], row[x * 3 + 2]]));
            }
        }
        let spans = Spans { from: self.height, to: height };
        let mut rgb = Vec::with_capacity(width * height * 3);
        for row in 0..height {
            for x in 0..width {
                let pixel = |y: usize| {
                    let at = (y * width + x) * 3;
                    [narrow[at], narrow[at + 1], narrow[at + 2]]
                };
                rgb.extend(spans.mean(row, pixel));
            }
        }
        Pixels { width, height, rgb }
    }

    pub fn turned(self, turn: Turn) -> Pixels {
        if turn == Turn::NONE {
            return self;
        }
        let (width, height) = match turn.exchange {
            true => (self.height, self.width),
            false => (self.width, self.height),
        };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..height {
            for x in 0..width {
                let x = if turn.flip_x { width - 1 - x } else { x };
                let y = if turn.flip_y { height - 1 - y } else { y };
                let (x, y) = if turn.exchange { (y, x) } else { (x, y) };
                let at = (y * self.width + x) * 3;
                rgb.extend_from_slice(&self.rgb[at..at + 3]);
            }
        }
        Pixels { width, height, rgb }
    }
}

fn over(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// A line of `from` pixels laid over one of `to`: with each old pixel `to` units long and each new one `from`, every
/// overlap is a whole number.
struct Spans {
    from: usize,
    to: usize,
}

impl Spans {
    /// The mean of the old pixels under a new one, each by how much of it lies there.
    fn mean(&self, at: usize, pixel: impl Fn(usize) -> [u8; 3]) -> [u8; 3] {
        let (start, end) = (at * self.from, (at + 1) * self.from);
        let mut sums = [0_u64; 3];
        for old in start / self.to..end.div_ceil(self.to) {
            let overlap = end.min((old + 1) * self.to) - start.max(old * self.to);
            for (sum, value) in sums.iter_mut().zip(pixel(old)) {
                *sum += overlap as u64 * u64::from(value);
            }
        }
        let whole = self.from as u64;
        sums.map(|sum| ((sum + whole / 2) / whole) as u8)
    }
}
