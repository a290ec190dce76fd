//! Adding a license to an account by its code (LIC-5).
//!
//! The rule: a code for N devices can be added to N accounts. Only a code that works is added; an expired or blocked one is
//! refused with the reason. The check symbols are looked at before the database is (LIC-2).

use crate::actions::accept_agreement::write_down;
use crate::actions::connection::connection_changed;
use crate::actions::{license_slots, limits, verify};
use crate::events;
use crate::model::adding::{self, AddFacts};
use crate::model::entitlement::Entitlement;
use crate::model::holder::Holder;
use crate::model::license::Kind;
use crate::model::seat_refusal::{Mistyped, SeatRefusal};
use crate::model::trace::Trace;
use crate::queries::{acceptances, decision, entitlement};
use crate::signals::LicenseBought;
use crate::tables::{license, license_holder};
use gatehouse_catalog::queries::agreements::{self, Agreement};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};

pub use crate::model::adding::AddCodeRefusal;

/// What the person typed.
#[derive(Clone, Debug, Default)]
pub struct AddCode {
    /// In any case, with or without hyphens and spaces.
    pub code: Secret<String>,
    /// The version of the license agreement that the person read and accepted (LIC-34).
    pub accepted: Option<Uuid>,
}

/// Adds the license of a code to the acting account; returns its id.
pub async fn add_code(cx: &Cx, input: AddCode) -> Outcome<Uuid, AddCodeRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(AddCodeRefusal::NotAnAccount)) };
    let typed =
        ActivationCode::parse(input.code.expose()).map_err(|error| SeatRefusal::from(Mistyped(error))).or_refuse()?;
    limits::may_try_code(cx)?.map_err(SeatRefusal::TooOften).or_refuse()?;
    let Some(entitlement) = decision::of_code(cx, &typed).await? else {
        limits::count_wrong_code(cx)?;
        return Err(refuse(SeatRefusal::UnknownCode.into()));
    };
    let facts = decision::of_adding(cx, &entitlement, Holder::Account(account), input.accepted).await?;
    facts.check(adding::OF_LICENSE).or_refuse()?;
    let license = entitlement.license.id;
    let agreement = accepted_agreement(cx, &entitlement, &facts, account).await?;
    let _slot = license_slots::acquire(cx, license).await?;
    let tx = cx.begin().await?;
    check_holders(cx, &tx, &facts, Holder::Account(account)).await?;
    let row = license_holder::ActiveModel {
        id: Set(cx.id()),
        license_id: Set(license),
        account_id: Set(Some(account)),
        added_at: Set(cx.now()),
        company_id: Set(None),
        key_file_name_sealed: Set(None),
    };
    license_holder::Entity::insert(row).exec_without_returning(&*tx).await?;
    connection_changed(cx, &tx, &[license]).await?;
    cx.audit(&tx, events::ADDED.about(license).of_account(account)).await?;
    verify::ask(cx, &tx, Holder::Account(account), &[license]).await?;
    if let Some(agreement) = agreement {
        write_down(cx, &tx, license, &agreement, Some(account)).await?;
    }
    if matches!(entitlement.license.kind, Kind::Commercial | Kind::Subscription) {
        let product = entitlement.license.product_id;
        cx.raise(&tx, LicenseBought { product, account: Some(account), email: None }).await?;
    }
    cx.once(&tx, license).await?;
    tx.commit().await?;
    Ok(license)
}

/// Why the acting account can or could not add a code; `None` where that is nothing to explain: it is mistyped, no license has it, or
/// nobody is signed in. Changes and counts nothing: the adding that was refused has counted.
pub async fn explain_adding(cx: &Cx, input: &AddCode) -> Result<Option<Trace<AddCodeRefusal>>, Fault> {
    let (Some(account), Ok(typed)) = (cx.actor.account(), ActivationCode::parse(input.code.expose())) else {
        return Ok(None);
    };
    if limits::may_try_code(cx)?.is_err() {
        return Ok(None);
    }
    let Some(entitlement) = decision::of_code(cx, &typed).await? else { return Ok(None) };
    let facts = decision::of_adding(cx, &entitlement, Holder::Account(account), input.accepted).await?;
    Ok(Some(
        decision::with_holders(cx.read(), facts, entitlement.license.id, Holder::Account(account)).await?.explain(),
    ))
}

/// The version that was accepted with this adding; `None` where nothing had to be accepted (any more).
pub(super) async fn accepted_agreement(
    cx: &Cx,
    entitlement: &Entitlement,
    facts: &AddFacts<'_>,
    account: Uuid,
) -> Result<Option<Agreement>, Fault> {
    let Some(in_force) = entitlement.catalog.agreement.filter(|_| !facts.is_held) else { return Ok(None) };
    let earlier = acceptances::of_account(cx.read(), entitlement.license.id, in_force, Some(account)).await?;
    if earlier.is_some() { Ok(None) } else { agreements::version(cx, in_force).await }
}

/// Locks the license, so that two holders cannot both be the last one, judges it again, and counts. A code that was replaced at this
/// moment, because strangers know it, lets nobody in any more.
pub(super) async fn check_holders(
    cx: &Cx,
    tx: &Tx,
    facts: &AddFacts<'_>,
    holder: Holder,
) -> Outcome<(), AddCodeRefusal> {
    let gone = || Fault::new("a license went away while it was added");
    let Some(before) = facts.facts.license else { return Err(Fault::new("a license that nobody read").into()) };
    let (license, code) = (before.license.id, before.code.map(|code| code.id));
    license::Entity::find_by_id(license).lock_exclusive().one(&**tx).await?.ok_or_else(gone)?;
    let now = entitlement::by_seat(cx, &**tx, license, code).await?.ok_or_else(gone)?;
    let facts = AddFacts { facts: facts.facts.clone().of(&now), ..facts.clone() };
    facts.check(adding::OF_LICENSE).or_refuse()?;
    let facts = decision::with_holders(&**tx, facts, license, holder).await?;
    facts.check(adding::OF_ACCOUNTS).or_refuse()?;
    Ok(())
}
