//! What is made of the pictures that a vendor uploads.

use crate::chosen::{Picture, Slot};
use gatehouse_pictures::{Asked, MOST_KEPT, Shape, Wanted};

/// The sides of the icon: for tabs, for screens of phones, and for the web manifest.
pub const ICON_SIDES: [u32; 4] = [32, 180, 192, 512];
/// The side of a product's icon.
pub const PRODUCT_SIDE: u32 = 128;

/// What a slot asks of the worker.
pub fn asked(slot: Slot) -> Asked {
    let within =
        |width, height, is_photo| vec![Wanted { shape: Shape::Within { width, height }, is_photo, bytes: MOST_KEPT }];
    let (wanted, least) = match slot {
        Slot::Logo | Slot::LogoDark => (within(640, 128, false), 16),
        Slot::Icon => (ICON_SIDES.map(icon).to_vec(), 32),
        Slot::SignIn => (within(1_200, 1_600, true), 200),
    };
    Asked { wanted, least }
}

/// What a product's icon asks of the worker.
pub fn asked_of_product() -> Asked {
    Asked { wanted: vec![icon(PRODUCT_SIDE)], least: 32 }
}

/// Screens of phones show black where nothing is, so theirs stands on white.
const fn icon(side: u32) -> Wanted {
    Wanted { shape: Shape::Square { side, on_white: side == 180 }, is_photo: false, bytes: MOST_KEPT }
}

/// How a picture is remembered.
pub fn remembered(picture: &gatehouse_pictures::Picture) -> Picture {
    Picture { name: picture.name(), width: picture.width, height: picture.height }
}
