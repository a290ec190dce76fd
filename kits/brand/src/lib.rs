//! The vendor's brand: name, logos, icon, colors, links, sender, languages on offer.
//!
//! - [`Chosen`]: what was chosen, in the console or in the operator's file, which goes before it; [`rules`]: what may be.
//! - [`Brand`]: what is shown, with defaults; [`of`] is how pages and mails ask for it, without the database.
//! - [`Look`], [`Palette`], [`color`]: the tokens of the style sheet as numbers, and whether texts can be read.
//! - [`store`], [`uploads`]: the tables, and what is made of uploaded pictures.
//!
//! Who may change it, and its page, are the module `staff`'s.

mod brand;
mod chosen;
pub mod color;
pub mod inventory;
mod look;
mod memory;
mod palette;
pub mod rules;
pub mod store;
pub mod tables;
pub mod uploads;

pub use brand::{Brand, DEFAULT_NAME};
pub use chosen::{Chosen, DefaultTheme, Link, Picture, Slot};
pub use look::{AA, Look, Radius};
pub use memory::{Brands, FOLLOWED, name, of, services, start};
pub use palette::Palette;

use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![gatehouse_db::migration!(20261203414000, "brand")]
}
