//! How much room everything on a paper has, in points: more where there is a page for it, less where a paper stays on one page by that.

/// How much room everything has.
pub(crate) struct Room {
    /// Where the text begins.
    pub(crate) top: f32,
    /// Between one thing and the next.
    pub(crate) gap: f32,
    /// Above and below a row of facts.
    pub(crate) padding: f32,
    /// Below the line of the vendor.
    pub(crate) bar: f32,
    /// The side of a QR code.
    pub(crate) qr: f32,
    /// Sizes of letters: of the title, headings, the line below the title, texts, and names of facts.
    pub(crate) title: f32,
    pub(crate) heading: f32,
    pub(crate) lede: f32,
    pub(crate) text: f32,
    pub(crate) label: f32,
    /// From one line to the next, as a part of the size.
    pub(crate) leading: f32,
}

/// As most papers have it.
pub(crate) const ROOMY: Room = Room {
    top: 52.0,
    gap: 12.0,
    padding: 5.0,
    bar: 26.0,
    qr: 96.0,
    title: 22.0,
    heading: 13.0,
    lede: 11.0,
    text: 10.5,
    label: 10.0,
    leading: 1.45,
};

/// For papers that stay on one page by it.
pub(crate) const TIGHT: Room = Room {
    top: 44.0,
    gap: 8.0,
    padding: 2.2,
    bar: 18.0,
    qr: 84.0,
    title: 19.0,
    heading: 12.0,
    lede: 10.5,
    text: 9.5,
    label: 9.0,
    leading: 1.4,
};
