//! From marks to the bytes of a PDF.

use crate::fonts::Embedded;
use crate::layout::{Laid, PAGE};
use crate::marks::{Kind, Link, Mark, Part, Role};
use crate::paper::Paper;
use crate::text::{Line, harmless};
use gatehouse_brand::color::Srgb;
use gatehouse_core::{Fault, Moment};
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::document::Document;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};
use std::num::NonZeroU16;

/// What stands in every file as the program that wrote it.
const PRODUCER: &str = "Gatehouse";
/// The longest text of the file's own properties.
const MOST_PROPERTY: usize = 400;

/// What was drawn, for the tree.
struct Drawn {
    marks: Vec<Option<Identifier>>,
    links: Vec<Option<Identifier>>,
}

/// Draws a paper that is laid out.
pub(crate) fn paint(paper: &Paper, laid: &Laid) -> Result<Vec<u8>, Fault> {
    let fonts = Embedded::new()?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Fault::new(format!("the kinds of PDF do not fit together: {error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(paper));
    let logo = match &paper.letterhead.logo {
        Some(logo) => Some(picture(logo.bytes.clone())?),
        None => None,
    };
    let mut drawn = Drawn { marks: vec![None; laid.marks.len()], links: vec![None; laid.links.len()] };
    for page in 0..laid.pages {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| Fault::new("a page without a size"))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for (at, (_, role, mark)) in laid.marks.iter().enumerate().filter(|(_, (on, ..))| *on == page) {
            let identifier = surface.start_tagged(tag_of(*role, mark));
            draw(&mut surface, &fonts, logo.as_ref(), mark);
            surface.end_tagged();
            drawn.marks[at] = Some(identifier).filter(|_| *role == Role::Content);
        }
        surface.finish();
        for (at, link) in laid.links.iter().enumerate().filter(|(_, link)| link.page == page) {
            drawn.links[at] = Some(sheet.add_tagged_annotation(annotation(link)?));
        }
        sheet.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(paper.lang.tag().to_owned()));
    for part in &laid.tree {
        tree.children.extend(node(part, &mut drawn));
    }
    document.set_tag_tree(tree);
    document.set_outline(outline(laid));
    document.finish().map_err(|error| Fault::new(format!("a paper could not be written: {error:?}")))
}

fn metadata(paper: &Paper) -> Metadata {
    let property = |text: &str| harmless(text, MOST_PROPERTY);
    let title = property(&paper.title);
    Metadata::new()
        .title(if title.is_empty() { property(&paper.id) } else { title })
        .authors(Some(property(&paper.letterhead.name)).filter(|name| !name.is_empty()).into_iter().collect())
        .language(paper.lang.tag().to_owned())
        .creator(PRODUCER.to_owned())
        .producer(PRODUCER.to_owned())
        .creation_date(date(paper.dated))
        .document_id(paper.id.clone())
}

fn date(moment: Moment) -> DateTime {
    let at = moment.timestamp().to_zoned(jiff::tz::TimeZone::UTC);
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
}

fn picture(bytes: Vec<u8>) -> Result<Image, Fault> {
    let read = if bytes.starts_with(&[0xff, 0xd8]) { Image::from_jpeg } else { Image::from_png };
    read(bytes.into(), false).map_err(|error| Fault::new(format!("the logo cannot be printed: {error}")))
}

fn tag_of(role: Role, mark: &Mark) -> ContentTag<'static> {
    match (role, mark) {
        (Role::Content, Mark::Text { .. }) => ContentTag::Span(SpanTag::empty()),
        (Role::Content, _) => ContentTag::Other,
        (Role::Ornament, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        (Role::Foot, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    }
}

fn draw(surface: &mut Surface<'_>, fonts: &Embedded, logo: Option<&Image>, mark: &Mark) {
    match mark {
        Mark::Text { x, y, line, size, color } => {
            surface.set_fill(Some(fill(*color)));
            write(surface, fonts, line, (*x, *y), *size);
        }
        Mark::Bar { x, y, width, height, color } => boxes(surface, [(*x, *y, *width, *height)], *color),
        Mark::Code { x, y, cell, cells } => {
            let at =
                |(across, down): &(usize, usize)| (x + *across as f32 * cell, y + *down as f32 * cell, *cell, *cell);
            boxes(surface, cells.iter().map(at), Srgb([0; 3]));
        }
        Mark::Logo { x, y, width, height } => {
            if let (Some(logo), Some(size)) = (logo, Size::from_wh(*width, *height)) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(logo.clone(), size);
                surface.pop();
            }
        }
    }
}

fn fill(color: Srgb) -> Fill {
    let [red, green, blue] = color.0;
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn boxes(surface: &mut Surface<'_>, all: impl IntoIterator<Item = (f32, f32, f32, f32)>, color: Srgb) {
    let mut path = PathBuilder::new();
    for (x, y, width, height) in all {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(color)));
        surface.draw_path(&path);
    }
}

/// A line, typeface by typeface.
fn write(surface: &mut Surface<'_>, fonts: &Embedded, line: &Line, (mut x, y): (f32, f32), size: f32) {
    for run in line.glyphs.chunk_by(|one, next| one.face == next.face) {
        let Some(first) = run.first() else { continue };
        let text: String = run.iter().map(|glyph| glyph.char).collect();
        let mut begin = 0;
        let glyphs: Vec<KrillaGlyph> = run
            .iter()
            .map(|glyph| {
                let end = begin + glyph.char.len_utf8();
                let range = std::mem::replace(&mut begin, end)..end;
                KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, 0.0, 0.0, 0.0, range, None)
            })
            .collect();
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, fonts.of(first.face), &text, size, false);
        x += run.iter().map(|glyph| glyph.advance).sum::<f32>() * size;
    }
}

fn annotation(link: &Link) -> Result<Annotation, Fault> {
    let rect = Rect::from_ltrb(link.left, link.top, link.right, link.bottom);
    let rect = rect.ok_or_else(|| Fault::new("a link of a paper has no place"))?;
    let target = Target::Action(Action::from(LinkAction::new(link.url.clone())));
    Ok(Annotation::new_link(LinkAnnotation::new(rect, target), Some(link.url.clone())))
}

/// The part of the tree, with what was drawn; each is taken once.
fn node(part: &Part, drawn: &mut Drawn) -> Option<Node> {
    match part {
        Part::Mark(at) => drawn.marks.get_mut(*at)?.take().map(Node::from),
        Part::Link(at) => drawn.links.get_mut(*at)?.take().map(Node::from),
        Part::Group(kind, parts) => {
            let children = parts.iter().filter_map(|part| node(part, drawn)).collect();
            Some(TagGroup::with_children(kind_of(kind), children).into())
        }
    }
}

fn kind_of(kind: &Kind) -> TagKind {
    match kind {
        Kind::Heading(level, text) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::HeadCell => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::List => Tag::L(ListNumbering::Disc).into(),
        Kind::Entry => Tag::LI.into(),
        Kind::Label => Tag::Lbl.into(),
        Kind::Body => Tag::LBody.into(),
        Kind::Figure(said) => Tag::Figure(Some(said.clone())).into(),
        Kind::Link => Tag::Link.into(),
    }
}

fn outline(laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    for place in &laid.places {
        let destination = XyzDestination::new(place.page, Point::from_xy(0.0, place.y));
        outline.push_child(OutlineNode::new(place.text.clone(), destination));
    }
    outline
}

#[cfg(test)]
mod tests {
    use crate::letterhead::{Letterhead, Logo};
    use crate::paper::Paper;
    use gatehouse_core::{Lang, Moment};

    /// A PNG with one pixel.
    const PIXEL: &str = "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da636460f85f0f00028701\
                         80eb47ba920000000049454e44ae426082";

    /// ALL-2
    #[test]
    fn the_logo_stands_in_place_of_the_name() {
        let bytes = (0..PIXEL.len()).step_by(2).map(|at| u8::from_str_radix(&PIXEL[at..at + 2], 16).unwrap()).collect();
        let paper = |logo| {
            let letterhead = Letterhead { logo, ..Letterhead::plain("Aurora") };
            let id = ("1".to_owned(), Moment(0));
            Paper::new(letterhead, Lang::En, "Title", id, |_, page, of| format!("{page}/{of}")).set()
        };
        let has_picture = |bytes: &[u8]| bytes.windows(14).any(|window| window == b"/Subtype/Image");
        assert!(has_picture(&paper(Some(Logo { bytes, width: 1, height: 1 })).unwrap()));
        assert!(!has_picture(&paper(None).unwrap()));
        // What is no picture is a fault, and no paper without its logo.
        assert!(paper(Some(Logo { bytes: b"GIF89a".to_vec(), width: 1, height: 1 })).is_err());
    }
}
