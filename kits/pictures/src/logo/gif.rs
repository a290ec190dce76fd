//! What a GIF promises, before anything of it is decoded (GIF89a, CompuServe 1990).

use super::parser::LogoRefused;
use super::{LOGO_HEIGHT, LOGO_SHORTEST, LOGO_WIDTH};

/// The head and the frames of a GIF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heads {
    /// Pixels across.
    pub(super) width: u32,
    /// Pixels down.
    pub(super) height: u32,
    /// How long each frame shows, in hundredths of a second, as browsers play it.
    pub(super) delays: Vec<u16>,
    /// How often it is played; `None` is for ever.
    pub(super) plays: Option<u32>,
}

impl Heads {
    /// How long it plays once, in hundredths of a second.
    pub(super) fn hundredths(&self) -> u32 {
        self.delays.iter().map(|delay| u32::from(*delay)).fold(0, u32::saturating_add)
    }
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], LogoRefused> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(LogoRefused::Broken)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], LogoRefused> {
        self.take(N)?.try_into().map_err(|_| LogoRefused::Broken)
    }

    fn byte(&mut self) -> Result<u8, LogoRefused> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// The colors that flags announce.
    fn colors(&mut self, flags: u8) -> Result<(), LogoRefused> {
        if flags & 0x80 != 0 {
            self.take(3 << ((flags & 7) + 1))?;
        }
        Ok(())
    }

    /// The pieces of a block, to the empty one that ends it.
    fn pieces(&mut self) -> Result<Vec<&'a [u8]>, LogoRefused> {
        let mut pieces = Vec::new();
        loop {
            match self.byte()? {
                0 => return Ok(pieces),
                length => pieces.push(self.take(length.into())?),
            }
        }
    }
}

fn number(low: u8, high: u8) -> u32 {
    u16::from_le_bytes([low, high]).into()
}

/// Reads the heads; what lies behind the end of the GIF is not looked at and not kept.
pub(super) fn heads(bytes: &[u8]) -> Result<Heads, LogoRefused> {
    let mut rest = Rest(bytes);
    rest.take(6)?;
    let [w0, w1, h0, h1, flags, _ground, _aspect] = rest.array::<7>()?;
    let mut heads = Heads { width: number(w0, w1), height: number(h0, h1), delays: Vec::new(), plays: Some(1) };
    judge(heads.width, heads.height)?;
    rest.colors(flags)?;
    let mut delay = 0;
    loop {
        match rest.byte()? {
            0x21 => extension(&mut rest, &mut heads, &mut delay)?,
            0x2C => {
                frame(&mut rest, &heads)?;
                heads.delays.push(if delay < 2 { LOGO_SHORTEST } else { delay });
                delay = 0;
            }
            0x3B if !heads.delays.is_empty() => return Ok(heads),
            _ => return Err(LogoRefused::Broken),
        }
    }
}

fn extension(rest: &mut Rest<'_>, heads: &mut Heads, delay: &mut u16) -> Result<(), LogoRefused> {
    let label = rest.byte()?;
    match (label, rest.pieces()?.as_slice()) {
        (0xF9, [[_flags, low, high, _see_through], ..]) => *delay = u16::from_le_bytes([*low, *high]),
        (0xFF, [b"NETSCAPE2.0", [1, low, high], ..]) => {
            let repeats = number(*low, *high);
            heads.plays = (repeats > 0).then_some(repeats + 1);
        }
        _ => {}
    }
    Ok(())
}

/// A frame lies within the picture. Programs differ in what they show of others.
fn frame(rest: &mut Rest<'_>, heads: &Heads) -> Result<(), LogoRefused> {
    let [x0, x1, y0, y1, w0, w1, h0, h1, flags] = rest.array::<9>()?;
    let (width, height) = (number(w0, w1), number(h0, h1));
    let (right, bottom) = (number(x0, x1) + width, number(y0, y1) + height);
    judge(right.max(heads.width), bottom.max(heads.height))?;
    if width == 0 || height == 0 || right > heads.width || bottom > heads.height {
        return Err(LogoRefused::Broken);
    }
    rest.colors(flags)?;
    rest.byte()?;
    rest.pieces()?;
    Ok(())
}

fn judge(width: u32, height: u32) -> Result<(), LogoRefused> {
    if width == 0 || height == 0 {
        return Err(LogoRefused::Broken);
    }
    if width > LOGO_WIDTH || height > LOGO_HEIGHT {
        return Err(LogoRefused::TooLarge(width, height));
    }
    Ok(())
}
