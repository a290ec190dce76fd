//! What the module asks those above it before something of the catalog goes or changes: whoever issued something that refers to it
//! says yes. It is asked in the transaction of the change, behind the product's row and whatever the change has locked.

use gatehouse_context::Question;
use gatehouse_core::Uuid;

/// Whether anything of a product was issued, or will be: shipped copies carry its code.
#[derive(Clone, Copy, Debug)]
pub struct IsProductSold {
    /// The product.
    pub product: Uuid,
}

/// Whether anything was issued of one of these editions, or will be.
#[derive(Clone, Debug)]
pub struct IsAnyEditionSold {
    /// The editions.
    pub editions: Vec<Uuid>,
}

/// Whether anything that is kept names a term, so that it cannot be removed.
#[derive(Clone, Copy, Debug)]
pub struct IsTermNamed {
    /// The term.
    pub term: Uuid,
}

/// Whether something is being issued with a term at this moment, so that it stays as it is until that is done.
#[derive(Clone, Copy, Debug)]
pub struct IsTermInWork {
    /// The term.
    pub term: Uuid,
}

/// Whether anything was bought under an offer, so that it cannot be removed.
#[derive(Clone, Copy, Debug)]
pub struct IsOfferSold {
    /// The offer.
    pub offer: Uuid,
}

impl Question for IsOfferSold {}
impl Question for IsProductSold {}
impl Question for IsAnyEditionSold {}
impl Question for IsTermNamed {}
impl Question for IsTermInWork {}
