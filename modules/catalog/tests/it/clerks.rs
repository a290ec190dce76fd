//! Clerks and programs, and what they sell.

pub use crate::on_sale::on_sale;
pub use gatehouse_testkit::{program, staff};

use gatehouse_catalog::queries::products::{self, ProductView};
use gatehouse_context::May;
use gatehouse_core::Uuid;
use gatehouse_testkit::{Browser, World};

/// A browser in which a clerk is signed in.
pub fn clerk(world: &World) -> Browser {
    staff(world, "licensing")
}

/// Everything that staff's programs may.
pub const ALL_SCOPES: &str = "catalog:read,catalog:write";

/// The product, as Gatehouse itself reads it.
pub async fn product_of(world: &World, id: Uuid) -> ProductView {
    products::product(&May::of(&world.cx()).unwrap(), id).await.unwrap().unwrap()
}
