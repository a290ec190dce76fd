//! Where everything stands: marks on pages, and the tree in which they are read aloud.

use crate::fonts::Fonts;
use crate::marks::{Kind, Link, Mark, Part, Place, Role};
use crate::paper::{Block, MOST_CHARS, MOST_PAGES, Paper};
use crate::room::{ROOMY, Room, TIGHT};
use crate::text::{Line, harmless, lines};
use fast_qr::{ECL, QRBuilder};
use gatehouse_brand::color::Srgb;
use gatehouse_core::Fault;

/// A4 in points.
pub(crate) const PAGE: (f32, f32) = (595.276, 841.89);
pub(crate) const SIDE: f32 = 56.0;
/// Where the text ends, and where the foot begins.
const BOTTOM: f32 = PAGE.1 - 78.0;
const FOOT: f32 = PAGE.1 - 56.0;
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * SIDE;
const LOGO: (f32, f32) = (180.0, 36.0);
const LABELS: f32 = 165.0;
/// What a heading wants below it on its page: a few lines.
const BELOW: f32 = 48.0;

/// A paper with everything in its place.
pub(crate) struct Laid {
    /// Each with its page.
    pub(crate) marks: Vec<(usize, Role, Mark)>,
    pub(crate) tree: Vec<Part>,
    pub(crate) links: Vec<Link>,
    pub(crate) places: Vec<Place>,
    pub(crate) pages: usize,
}

/// How a text looks.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    bold: bool,
    color: Srgb,
    /// From one line to the next.
    leading: f32,
}

struct Sheet<'a> {
    paper: &'a Paper,
    has: &'static Room,
    fonts: Fonts,
    laid: Laid,
    page: usize,
    y: f32,
}

impl Laid {
    /// Lays a paper out: with less room where it is a single page by that.
    pub(crate) fn of(paper: &Paper) -> Result<Self, Fault> {
        let (laid, fonts) = Self::in_room(paper, &ROOMY, Fonts::new()?)?;
        if laid.pages != 2 {
            return Ok(laid);
        }
        let (tight, _) = Self::in_room(paper, &TIGHT, fonts)?;
        Ok(if tight.pages == 1 { tight } else { laid })
    }

    fn in_room(paper: &Paper, has: &'static Room, fonts: Fonts) -> Result<(Self, Fonts), Fault> {
        let laid = Self { marks: Vec::new(), tree: Vec::new(), links: Vec::new(), places: Vec::new(), pages: 0 };
        let mut sheet = Sheet { paper, has, fonts, laid, page: 0, y: has.top };
        sheet.head();
        for (at, block) in paper.blocks.iter().enumerate() {
            sheet.block(block, paper.blocks.get(at + 1));
            if sheet.page >= MOST_PAGES {
                return Err(Fault::new("a paper has too many pages"));
            }
        }
        sheet.laid.pages = sheet.page + 1;
        sheet.feet();
        Ok((sheet.laid, sheet.fonts))
    }
}

impl Sheet<'_> {
    fn colored(&self, size: f32, bold: bool, color: Srgb) -> Style {
        Style { size, bold, color, leading: size * self.has.leading }
    }

    fn style(&self, size: f32, bold: bool) -> Style {
        self.colored(size, bold, self.paper.letterhead.palette.ink)
    }

    fn quiet(&self, size: f32) -> Style {
        self.colored(size, false, self.paper.letterhead.palette.ink_2)
    }

    /// Makes room for this much, on the next page where this one has none.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > self.has.top {
            self.page += 1;
            self.y = self.has.top;
        }
    }

    fn mark(&mut self, role: Role, mark: Mark) -> usize {
        self.laid.marks.push((self.page, role, mark));
        self.laid.marks.len() - 1
    }

    /// One line at this height of the page.
    fn line(&mut self, x: f32, top: f32, line: Line, style: Style) -> Part {
        let y = top + style.size * 1.08;
        Part::Mark(self.mark(Role::Content, Mark::Text { x, y, line, size: style.size, color: style.color }))
    }

    fn broken(&self, text: &str, style: Style, width: f32) -> Vec<Line> {
        lines(&self.fonts, &harmless(text, MOST_CHARS), style.bold, style.size, width)
    }

    /// A text from here on, over as many pages as it needs.
    fn flow(&mut self, x: f32, text: &str, style: Style, width: f32) -> Vec<Part> {
        let mut parts = Vec::new();
        for line in self.broken(text, style, width) {
            self.room(style.leading);
            parts.push(self.line(x, self.y, line, style));
            self.y += style.leading;
        }
        parts
    }

    fn group(&mut self, kind: Kind, parts: Vec<Part>) {
        if !parts.is_empty() {
            self.laid.tree.push(Part::Group(kind, parts));
        }
    }

    /// The vendor, the title, and the line below it.
    fn head(&mut self) {
        let letterhead = &self.paper.letterhead;
        let (name, brand) = (harmless(&letterhead.name, MOST_CHARS), letterhead.palette.brand);
        let logo = letterhead.logo.as_ref().map(|logo| {
            let (width, height) = (logo.width as f32, logo.height as f32);
            let scale = (LOGO.0 / width).min(LOGO.1 / height);
            (width * scale, height * scale)
        });
        if let Some((width, height)) = logo {
            let mark = self.mark(Role::Content, Mark::Logo { x: SIDE, y: self.y, width, height });
            let said = if name.is_empty() { "—".to_owned() } else { name };
            self.group(Kind::Figure(said), vec![Part::Mark(mark)]);
            self.y += height;
        } else {
            let parts = self.flow(SIDE, &name, self.colored(15.0, true, brand), WIDTH);
            self.group(Kind::Paragraph, parts);
        }
        self.y += self.has.gap;
        self.mark(Role::Ornament, Mark::Bar { x: SIDE, y: self.y, width: WIDTH, height: 2.0, color: brand });
        self.y += self.has.bar;
        // A document without a heading would be none for who has it read aloud.
        let has_title = !harmless(&self.paper.title, MOST_CHARS).is_empty();
        let title = if has_title { self.paper.title.clone() } else { self.paper.id.clone() };
        self.heading(1, &title, self.style(self.has.title, true), BELOW);
        if !self.paper.lede.is_empty() {
            let style = self.quiet(self.has.lede);
            let parts = self.flow(SIDE, &self.paper.lede.clone(), style, WIDTH);
            self.group(Kind::Paragraph, parts);
        }
        self.y += self.has.gap;
    }

    /// A heading with room for so much below it, so that it never stands alone at the foot of a page.
    fn heading(&mut self, level: u16, text: &str, style: Style, below: f32) {
        self.room(style.leading + below);
        let place = Place { text: harmless(text, MOST_CHARS), page: self.page, y: self.y };
        let parts = self.flow(SIDE, text, style, WIDTH);
        if !parts.is_empty() {
            self.laid.tree.push(Part::Group(Kind::Heading(level, place.text.clone()), parts));
            self.laid.places.push(place);
        }
        self.y += 4.0;
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block {
            Block::Heading(text) => {
                self.y += self.has.gap;
                // A QR code is not parted from its heading.
                let below =
                    if matches!(next, Some(Block::Link { .. })) { self.has.qr + 2.0 * self.has.gap } else { BELOW };
                self.heading(2, text, self.style(self.has.heading, true), below);
            }
            Block::Text(text) => {
                let style = self.style(self.has.text, false);
                let parts = self.flow(SIDE, text, style, WIDTH);
                self.group(Kind::Paragraph, parts);
                self.y += self.has.gap / 2.0;
            }
            Block::Facts(rows) => self.facts(rows),
            Block::List(entries) => self.list(entries),
            Block::Link { url, caption, picture } => self.link(url, caption, picture),
        }
    }

    fn facts(&mut self, rows: &[(String, String)]) {
        let (label, value) = (self.quiet(self.has.label), self.style(self.has.text, false));
        let step = value.leading;
        let mut table = Vec::new();
        for (name, said) in rows {
            let names = self.broken(name, label, LABELS - self.has.gap);
            let said = self.broken(said, value, WIDTH - LABELS);
            let count = names.len().max(said.len());
            let height = step * count as f32 + 2.0 * self.has.padding;
            // A row that fits on a page stays whole.
            self.room(if height < BOTTOM - self.has.top { height } else { step });
            self.y += self.has.padding;
            let (mut names, mut said) = (names.into_iter(), said.into_iter());
            let (mut heads, mut cells) = (Vec::new(), Vec::new());
            for _ in 0..count {
                self.room(step);
                heads.extend(names.next().map(|line| self.line(SIDE, self.y, line, label)));
                cells.extend(said.next().map(|line| self.line(SIDE + LABELS, self.y, line, value)));
                self.y += step;
            }
            self.y += self.has.padding;
            let color = self.paper.letterhead.palette.line;
            self.mark(Role::Ornament, Mark::Bar { x: SIDE, y: self.y, width: WIDTH, height: 0.6, color });
            if !heads.is_empty() && !cells.is_empty() {
                let row = vec![Part::Group(Kind::HeadCell, heads), Part::Group(Kind::Cell, cells)];
                table.push(Part::Group(Kind::Row, row));
            } else {
                // Half a row is read as a text: no mark may stand outside the tree.
                heads.extend(cells);
                self.group(Kind::Paragraph, heads);
            }
        }
        self.group(Kind::Table, table);
        self.y += self.has.gap;
    }

    fn list(&mut self, entries: &[String]) {
        let style = self.style(self.has.text, false);
        let mut list = Vec::new();
        for entry in entries {
            self.room(style.leading);
            let dot = self.broken("•", style, WIDTH).into_iter().next();
            let (top, page) = (self.y, self.page);
            let body = self.flow(SIDE + 14.0, entry, style, WIDTH - 14.0);
            if body.is_empty() {
                continue;
            }
            let Some(dot) = dot else { continue };
            let y = top + style.size * 1.08;
            let mark = Mark::Text { x: SIDE + 2.0, y, line: dot, size: style.size, color: style.color };
            self.laid.marks.push((page, Role::Content, mark));
            let dot = Part::Mark(self.laid.marks.len() - 1);
            let parts = vec![Part::Group(Kind::Label, vec![dot]), Part::Group(Kind::Body, body)];
            list.push(Part::Group(Kind::Entry, parts));
        }
        self.group(Kind::List, list);
        self.y += self.has.gap / 2.0;
    }

    fn link(&mut self, url: &str, caption: &str, picture: &str) {
        self.room(self.has.qr + self.has.gap);
        let top = self.y;
        let mut left = SIDE;
        if let Ok(code) = QRBuilder::new(url).ecl(ECL::M).build() {
            let cell = self.has.qr / code.size as f32;
            let all = (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y)));
            let cells = all.filter(|(x, y)| code[*y][*x].value()).collect();
            let mark = self.mark(Role::Content, Mark::Code { x: SIDE, y: top, cell, cells });
            let said = Some(harmless(picture, MOST_CHARS)).filter(|said| !said.is_empty());
            self.group(Kind::Figure(said.unwrap_or_else(|| url.to_owned())), vec![Part::Mark(mark)]);
            left += self.has.qr + self.has.gap * 1.5;
        }
        let width = PAGE.0 - SIDE - left;
        let text = self.style(self.has.text, false);
        let parts = self.flow(left, caption, text, width);
        self.group(Kind::Paragraph, parts);
        let style = self.colored(9.5, false, self.paper.letterhead.palette.brand);
        let mut parts = Vec::new();
        for line in self.broken(url, style, width) {
            self.room(style.leading);
            let (page, right, bottom) = (self.page, left + line.width(style.size), self.y + style.leading);
            parts.push(self.line(left, self.y, line, style));
            parts.push(Part::Link(self.laid.links.len()));
            self.laid.links.push(Link { page, left, top: self.y, right, bottom, url: url.to_owned() });
            self.y = bottom;
        }
        if !parts.is_empty() {
            self.group(Kind::Paragraph, vec![Part::Group(Kind::Link, parts)]);
        }
        if self.y < top + self.has.qr && self.y > top {
            self.y = top + self.has.qr;
        }
        self.y += self.has.gap;
    }

    /// The foot of every page: the paper's own line, and the page's number.
    fn feet(&mut self) {
        let (style, count) = (self.quiet(8.5), self.laid.pages);
        let color = self.paper.letterhead.palette.line;
        for page in 0..count {
            let number = (self.paper.pages)(self.paper.lang, page + 1, count);
            let number = self.broken(&number, style, WIDTH).into_iter().next().unwrap_or_default();
            let wide = number.width(style.size);
            let own = self.broken(&self.paper.foot, style, WIDTH - wide - self.has.gap);
            let mut add = |mark| self.laid.marks.push((page, Role::Foot, mark));
            add(Mark::Bar { x: SIDE, y: FOOT - 8.0, width: WIDTH, height: 0.6, color });
            let mut text = |x, y, line| add(Mark::Text { x, y, line, size: style.size, color: style.color });
            text(PAGE.0 - SIDE - wide, FOOT + style.size, number);
            for (at, line) in own.into_iter().take(2).enumerate() {
                text(SIDE, FOOT + style.size + at as f32 * style.leading, line);
            }
        }
    }
}
