//! The typefaces, and which of them has a character.

use gatehouse_core::Fault;
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};
use std::sync::OnceLock;

/// As they lie in the program: a third of its size less. Unpacked once, when the first paper is made.
const PACKED: [&[u8]; 3] = [
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist/papers/NotoSans-Regular.ttf.br")),
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist/papers/NotoSans-Bold.ttf.br")),
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist/papers/NotoSansJP-Regular.otf.br")),
];

/// The bytes of a typeface.
fn bytes(face: Face) -> Result<&'static [u8], Fault> {
    static UNPACKED: [OnceLock<Vec<u8>>; 3] = [const { OnceLock::new() }; 3];
    let at = face as usize;
    if let Some(bytes) = UNPACKED[at].get() {
        return Ok(bytes);
    }
    let mut bytes = Vec::new();
    brotli_decompressor::BrotliDecompress(&mut &PACKED[at][..], &mut bytes)?;
    Ok(UNPACKED[at].get_or_init(|| bytes))
}

/// Printed where no typeface has a character.
const BOX: char = '□';

/// Which of the typefaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// Latin, Cyrillic, Greek.
    Sans,
    /// The same, bold.
    Bold,
    /// Japanese.
    Japanese,
}

/// A character as it is printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    /// What is printed: the character itself, or the box.
    pub(crate) char: char,
    pub(crate) face: Face,
    pub(crate) id: u32,
    /// How wide it is, as a part of the size.
    pub(crate) advance: f32,
}

struct Measured {
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    em: f32,
}

impl Measured {
    fn of(face: Face) -> Result<Self, Fault> {
        let font = FontRef::new(bytes(face)?)?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let em = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em.max(1));
        Ok(Self { charmap: font.charmap(), metrics, em })
    }

    fn glyph(&self, char: char, face: Face) -> Option<Glyph> {
        let id = self.charmap.map(char).filter(|id| id.to_u32() != 0)?;
        let advance = self.metrics.advance_width(id).unwrap_or_default() / self.em;
        Some(Glyph { char, face, id: id.to_u32(), advance })
    }
}

/// All typefaces. Reading them in costs nothing once they are unpacked: they are tables in memory.
pub(crate) struct Fonts {
    sans: Measured,
    bold: Measured,
    japanese: Measured,
}

impl Fonts {
    pub(crate) fn new() -> Result<Self, Fault> {
        Ok(Self {
            sans: Measured::of(Face::Sans)?,
            bold: Measured::of(Face::Bold)?,
            japanese: Measured::of(Face::Japanese)?,
        })
    }

    /// The glyphs of a text. Bold is printed where the whole text has it: of Japanese there is one weight.
    pub(crate) fn glyphs(&self, text: &str, bold: bool) -> Vec<Glyph> {
        let has_bold = bold && text.chars().all(|char| self.bold.glyph(char, Face::Bold).is_some());
        text.chars().filter_map(|char| self.glyph(char, has_bold)).collect()
    }

    fn glyph(&self, char: char, bold: bool) -> Option<Glyph> {
        let found = |char: char| {
            let bold = if bold { self.bold.glyph(char, Face::Bold) } else { None };
            bold.or_else(|| self.sans.glyph(char, Face::Sans)).or_else(|| self.japanese.glyph(char, Face::Japanese))
        };
        found(char).or_else(|| found(BOX))
    }
}

/// The typefaces as a file takes them in.
pub(crate) struct Embedded {
    sans: Font,
    bold: Font,
    japanese: Font,
}

impl Embedded {
    pub(crate) fn new() -> Result<Self, Fault> {
        let read =
            |face| Font::new(bytes(face)?.into(), 0).ok_or_else(|| Fault::new("a typeface of papers cannot be read"));
        Ok(Self { sans: read(Face::Sans)?, bold: read(Face::Bold)?, japanese: read(Face::Japanese)? })
    }

    pub(crate) fn of(&self, face: Face) -> Font {
        match face {
            Face::Sans => self.sans.clone(),
            Face::Bold => self.bold.clone(),
            Face::Japanese => self.japanese.clone(),
        }
    }
}
