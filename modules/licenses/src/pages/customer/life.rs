//! `/licenses/{id}/reserve` and `/merge`, and the same below a company's word: what a holder does with the codes of one product (LIC-19).

use crate::pages::behalf::Whose;
use crate::pages::life::{Side, merge, reserve};
use gatehouse_core::Uuid;
use gatehouse_web::query::Ids;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    Doors::new().owners(|doors| {
        doors
            .form("/licenses/{license}/reserve", reserve_form, add_reserve)
            .post("/licenses/{license}/reserve/remove", remove_reserve)
            .form("/licenses/{license}/merge", merge_form, merge_codes)
            .form("/licenses/{license}/merge/undo", undo_form, undo)
    })
}

/// A license that is not theirs has no pages.
async fn side(customer: &Customer, license: Uuid) -> Result<Side<'_>, Halt> {
    let whose = Whose::of(customer).await?;
    let held = whose.license(customer, license).await?;
    let name = whose.product(customer, license).await?;
    let Whose { holder, behalf, list } = whose;
    Ok(Side { visit: &customer.visit, license: held, holder: Some(holder), behalf, list, name })
}

async fn reserve_form(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    reserve::show(&side(&customer, id).await?).await
}

async fn add_reserve(
    customer: Customer,
    Ids([id]): Ids<1>,
    Posted(typed): Posted<reserve::Typed>,
) -> Result<Done, Halt> {
    reserve::add(&side(&customer, id).await?, &typed).await
}

async fn remove_reserve(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    reserve::remove(&side(&customer, id).await?).await
}

async fn merge_form(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    merge::show(&side(&customer, id).await?).await
}

async fn merge_codes(customer: Customer, Ids([id]): Ids<1>, Posted(typed): Posted<merge::Typed>) -> Result<Done, Halt> {
    merge::post(&side(&customer, id).await?, &typed).await
}

async fn undo_form(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    merge::ask_undo(&side(&customer, id).await?).await
}

async fn undo(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    merge::undo(&side(&customer, id).await?).await
}
