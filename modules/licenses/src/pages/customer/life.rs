//! `/licenses/{id}/reserve` and `/merge`: what a holder does with the codes of one product (LIC-19).

use super::{LIST, product_name};
use crate::pages::life::{Side, merge, reserve};
use crate::queries::customer_license;
use gatehouse_core::Uuid;
use gatehouse_web::query::Ids;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .form("/licenses/{license}/reserve", reserve_form, add_reserve)
            .post("/licenses/{license}/reserve/remove", remove_reserve)
            .form("/licenses/{license}/merge", merge_form, merge_codes)
            .form("/licenses/{license}/merge/undo", undo_form, undo)
    })
}

/// A license that is not in the account has no pages.
async fn side(customer: &Customer, license: Uuid) -> Result<Side<'_>, Halt> {
    let account = customer.session.account;
    let held = customer_license::held(&customer.visit.cx, account, license).await?.ok_or(Halt::NotFound)?;
    let name = product_name(customer, license).await?;
    Ok(Side { visit: &customer.visit, license: held, account: Some(account), list: LIST, name })
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
