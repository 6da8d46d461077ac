//! A picture is decoded, turned upright, made small and encoded anew: nothing of the file it came from is left but pixels.

use std::io::Cursor;
use std::num::NonZeroU64;
use std::sync::Mutex;

use super::exif::{Turn, turn};
use super::pixels::Pixels;
use super::{Form, Trouble};
use crate::finding::rules;
use crate::model::Said;

/// The longer sides of the two sizes, for the page and for a closer look.
pub const LONG_SIDES: [usize; 2] = [480, 1600];

const QUALITY: u8 = 80;

/// More pixels than any camera a village has; what promises more is a mistake or meant to fill the memory.
const PIXELS_MAX: usize = 40_000_000;

/// A frame may promise more than its canvas.
const FRAME_BYTES_MAX: NonZeroU64 = NonZeroU64::new(PIXELS_MAX as u64 * 4).expect("not zero");

/// Pictures of more pixels than this are decoded one at a time, so that memory does not grow with the threads.
const PIXELS_ALONE: usize = 6_000_000;

static ALONE: Mutex<()> = Mutex::new(());

/// A finished JPEG.
#[derive(Debug)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub bytes: Vec<u8>,
}

/// The picture in both sizes, the smaller one first. The same bytes give the same pictures, on any machine.
pub fn made(form: Form, bytes: &[u8]) -> Result<[Picture; 2], Trouble> {
    let (width, height) = dimensions(form, bytes).ok_or_else(|| Trouble::broken(form))?;
    let pixels = width.saturating_mul(height);
    if pixels > PIXELS_MAX {
        return Err(too_large(width, height));
    }
    let _alone = (pixels > PIXELS_ALONE).then(|| ALONE.lock());
    let decoded = match form {
        Form::Png => png(bytes),
        Form::Webp => webp(bytes),
        Form::Gif => gif(bytes),
        _ => jpeg(bytes),
    };
    let (whole, turn) = decoded.ok_or_else(|| Trouble::broken(form))?;
    let large = whole.within(LONG_SIDES[1]);
    drop(whole);
    let large = large.turned(turn);
    let small = large.within(LONG_SIDES[0]);
    let encoded = [encoded(&small), encoded(&large)];
    let [Some(small), Some(large)] = encoded else { return Err(Trouble::broken(form)) };
    Ok([small, large])
}

fn too_large(width: usize, height: usize) -> Trouble {
    Trouble {
        rule: &rules::PICTURE_TOO_LARGE,
        said: Said::new(
            format!("图片有 {width}×{height} 像素，超过 {} 万像素", PIXELS_MAX / 10_000),
            format!("{width} by {height} pixels, more than {} million", PIXELS_MAX / 1_000_000),
        ),
        help: Said::new("缩小后再放进来", "make it smaller first"),
    }
}

/// What the head of the file promises, before anything is decoded.
pub fn dimensions(form: Form, bytes: &[u8]) -> Option<(usize, usize)> {
    let sides = |(width, height): (u32, u32)| Some((width as usize, height as usize));
    let (width, height) = match form {
        Form::Png => sides(png::Decoder::new(Cursor::new(bytes)).read_header_info().ok()?.size())?,
        Form::Webp => sides(image_webp::WebPDecoder::new(Cursor::new(bytes)).ok()?.dimensions())?,
        Form::Gif => {
            let decoder = gif::DecodeOptions::new().read_info(Cursor::new(bytes)).ok()?;
            (usize::from(decoder.width()), usize::from(decoder.height()))
        }
        _ => {
            let mut decoder = jpeg_decoder::Decoder::new(bytes);
            decoder.read_info().ok()?;
            let info = decoder.info()?;
            (usize::from(info.width), usize::from(info.height))
        }
    };
    (width > 0 && height > 0).then_some((width, height))
}

/// Where the file is much larger than needed, half, a quarter or an eighth of its pixels are decoded at once. Pictures
/// in the inks of a printer (CMYK) are not opened: cameras and scanners make none.
fn jpeg(bytes: &[u8]) -> Option<(Pixels, Turn)> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.read_info().ok()?;
    let long_side = LONG_SIDES[1] as u16;
    let (width, height) = decoder.scale(long_side, long_side).ok()?;
    let samples = decoder.decode().ok()?;
    let per_pixel = match decoder.info()?.pixel_format {
        jpeg_decoder::PixelFormat::L8 => 1,
        jpeg_decoder::PixelFormat::RGB24 => 3,
        _ => return None,
    };
    let turn = decoder.exif_data().map_or(Turn::NONE, turn);
    let (width, height) = (usize::from(width), usize::from(height));
    Some((Pixels::over_white(width, height, &samples, per_pixel)?, turn))
}

fn png(bytes: &[u8]) -> Option<(Pixels, Turn)> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().ok()?;
    let mut samples = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut samples).ok()?;
    let (width, height) = (frame.width as usize, frame.height as usize);
    let turn = reader.info().exif_metadata.as_deref().map_or(Turn::NONE, turn);
    let per_pixel = frame.color_type.samples();
    Some((Pixels::over_white(width, height, &samples, per_pixel)?, turn))
}

fn webp(bytes: &[u8]) -> Option<(Pixels, Turn)> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).ok()?;
    let (width, height) = decoder.dimensions();
    let mut samples = vec![0; decoder.output_buffer_size()?];
    decoder.read_image(&mut samples).ok()?;
    let exif = decoder.exif_metadata().ok()?;
    let turn = exif.as_deref().map_or(Turn::NONE, turn);
    let per_pixel = if decoder.has_alpha() { 4 } else { 3 };
    Some((Pixels::over_white(width as usize, height as usize, &samples, per_pixel)?, turn))
}

/// The first frame alone: a portal does not blink.
fn gif(bytes: &[u8]) -> Option<(Pixels, Turn)> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    options.set_memory_limit(gif::MemoryLimit::Bytes(FRAME_BYTES_MAX));
    let mut decoder = options.read_info(Cursor::new(bytes)).ok()?;
    let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
    let frame = decoder.read_next_frame().ok()??;
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let across = usize::from(frame.width);
    let mut canvas = vec![0; width * height * 4];
    for (row, line) in frame.buffer.chunks_exact(across.max(1) * 4).enumerate() {
        let (y, shown) = (top + row, across.min(width.saturating_sub(left)));
        if y < height && shown > 0 {
            let at = (y * width + left) * 4;
            canvas[at..at + shown * 4].copy_from_slice(&line[..shown * 4]);
        }
    }
    Some((Pixels::over_white(width, height, &canvas, 4)?, Turn::NONE))
}

fn encoded(pixels: &Pixels) -> Option<Picture> {
    let (width, height) = (u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?);
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
    encoder.encode(&pixels.rgb, width, height, jpeg_encoder::ColorType::Rgb).ok()?;
    Some(Picture { width: pixels.width, height: pixels.height, bytes })
}
