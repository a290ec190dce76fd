//! Proof first: nothing that somebody chose before an address or factor was proven survives the proof, unless the proof
//! comes back in the browser that chose. Registering a stranger's address must gain nobody anything.

use crate::{Browser, UsedLink};
use gatehouse_context::Cx;

/// Something that was chosen before the proof, with the mark of the browser that chose it.
pub struct Unproven<T> {
    value: T,
    mark: Option<Vec<u8>>,
}

impl<T> Unproven<T> {
    /// As it is stored beside the link; without a mark no browser is the right one.
    pub const fn new(value: T, mark: Option<Vec<u8>>) -> Self {
        Self { value, mark }
    }
}

/// Something whose chooser has proven who they are. Only [`prove`] and [`chosen_with`] make it, so an action that asks for it
/// cannot be called with anything else.
#[derive(Clone, Debug)]
pub struct Proven<T>(T);

impl<T> Proven<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// What becomes of an earlier choice when its link is used up: it counts if this browser is the one that chose, and is
/// dropped otherwise.
pub fn prove<T>(cx: &Cx, link: &UsedLink, browser: &Browser, choice: Unproven<T>) -> Option<Proven<T>> {
    browser.left(cx, link.owner(), &choice.mark?).then_some(Proven(choice.value))
}

/// What came together with the link itself: the holder of the link chose it.
pub const fn chosen_with<T>(_link: &UsedLink, value: T) -> Proven<T> {
    Proven(value)
}
