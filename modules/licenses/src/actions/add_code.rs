//! Adding a license to an account by its code (LIC-5).
//!
//! The rule: a code for N devices can be added to N accounts. Only a code that works is added; an expired or blocked one is
//! refused with the reason. The check symbols are looked at before the database is (LIC-2).

use crate::actions::accept_agreement::write_down;
use crate::actions::{license_slots, limits, verify};
use crate::events;
use crate::model::code;
use crate::model::entitlement::Entitlement;
use crate::model::license::{BlockReason, Kind};
use crate::model::seat_refusal::{Blocked, Mistyped, SeatRefusal};
use crate::queries::{acceptances, customer_license, entitlement};
use crate::signals::LicenseBought;
use crate::tables::{license, license_holder};
use gatehouse_catalog::queries::agreements::{self, Agreement};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};

/// What the person typed.
#[derive(Clone, Debug, Default)]
pub struct AddCode {
    /// In any case, with or without hyphens and spaces.
    pub code: Secret<String>,
    /// The version of the license agreement that the person read and accepted (LIC-34).
    pub accepted: Option<Uuid>,
}

/// Why it was not added.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AddCodeRefusal {
    /// Mistyped, unknown, expired, blocked, or tried too often: as when a product activates.
    #[refusal(field = "code")]
    Code(SeatRefusal),
    /// Blocked, and why is not told: there is nothing about it in the account of whoever does not have the license.
    #[refusal(422, "license.blocked", activation_blocked, field = "code", next = customer_add_next_blocked)]
    Blocked,
    /// It is in this account already.
    #[refusal(409, "license.already_added", customer_add_already_here, field = "code")]
    AlreadyHere {
        /// The license.
        license: Uuid,
    },
    /// It is in as many accounts as it has seats.
    #[refusal(
        409, "license.too_many_accounts", customer_add_too_many_accounts(*seats),
        field = "code", next = customer_add_next_remove_elsewhere
    )]
    TooManyAccounts {
        /// How many that are.
        seats: i64,
    },
    /// The product asks for its license agreement to be accepted first (LIC-34).
    #[refusal(422, "license.agreement_required", customer_agreement_not_accepted, field = "accepted")]
    AgreementRequired {
        /// The version in force.
        agreement: Uuid,
    },
    /// Only a person's account can have licenses.
    #[refusal(403, "license.not_an_account", customer_add_not_an_account, field = "code")]
    NotAnAccount,
}

/// Adds the license of a code to the acting account; returns its id.
pub async fn add_code(cx: &Cx, input: AddCode) -> Outcome<Uuid, AddCodeRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(AddCodeRefusal::NotAnAccount)) };
    let typed =
        ActivationCode::parse(input.code.expose()).map_err(|error| SeatRefusal::from(Mistyped(error))).or_refuse()?;
    limits::may_try_code(cx)?.map_err(SeatRefusal::TooOften).or_refuse()?;
    let lookups = code::lookups(&cx.app.keys, &typed);
    let Some(entitlement) = entitlement::by_code(cx, cx.read(), &lookups).await? else {
        limits::count_wrong_code(cx)?;
        return Err(refuse(SeatRefusal::UnknownCode.into()));
    };
    match entitlement.judge_new(cx.now(), &cx.zone) {
        // A clerk's look comes after the adding (LIC-23).
        Ok(()) | Err(SeatRefusal::AwaitingVerification) => {}
        Err(SeatRefusal::Blocked(Blocked(reason))) => {
            // Why it is blocked is between the vendor and the holders; that the code was replaced helps whoever has it.
            let known = reason == Some(BlockReason::Replaced)
                || customer_license::held(cx, account, entitlement.license.id).await?.is_some();
            return Err(refuse(match reason.filter(|_| known) {
                Some(reason) => SeatRefusal::from(Blocked(Some(reason))).into(),
                None => AddCodeRefusal::Blocked,
            }));
        }
        Err(refusal) => return Err(refuse(refusal.into())),
    }
    let license = entitlement.license.id;
    let agreement = accepted_agreement(cx, &entitlement, account, input.accepted).await?;
    let _slot = license_slots::acquire(cx, license).await?;
    let tx = cx.begin().await?;
    check_accounts(&tx, license, account).await?;
    let row = license_holder::ActiveModel {
        id: Set(cx.id()),
        license_id: Set(license),
        account_id: Set(account),
        added_at: Set(cx.now()),
    };
    license_holder::Entity::insert(row).exec_without_returning(&*tx).await?;
    cx.audit(&tx, events::ADDED.about(license).of_account(account)).await?;
    verify::ask(cx, &tx, account, &[license]).await?;
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

/// The version that was accepted with this adding; `None` where nothing has to be accepted (any more).
async fn accepted_agreement(
    cx: &Cx,
    entitlement: &Entitlement,
    account: Uuid,
    accepted: Option<Uuid>,
) -> Outcome<Option<Agreement>, AddCodeRefusal> {
    let Some(in_force) = entitlement.catalog.agreement else { return Ok(None) };
    // Who has it already is told that, and who took it out and adds it again has accepted.
    let license = entitlement.license.id;
    let is_held = customer_license::held(cx, account, license).await?.is_some();
    if is_held || acceptances::of_account(cx.read(), license, in_force, Some(account)).await?.is_some() {
        return Ok(None);
    }
    if accepted != Some(in_force) {
        return Err(refuse(AddCodeRefusal::AgreementRequired { agreement: in_force }));
    }
    Ok(agreements::version(cx, in_force).await?)
}

/// Locks the license, so that two accounts cannot both be the last one, and counts.
async fn check_accounts(tx: &Tx, license: Uuid, account: Uuid) -> Outcome<(), AddCodeRefusal> {
    let Some(locked) = license::Entity::find_by_id(license).lock_exclusive().one(&**tx).await? else {
        return Err(Fault::new("a license went away while it was added").into());
    };
    let holders = license_holder::Entity::find().filter(license_holder::Column::LicenseId.eq(license));
    let mine = holders.clone().filter(license_holder::Column::AccountId.eq(account)).count(&**tx).await?;
    if mine > 0 {
        return Err(refuse(AddCodeRefusal::AlreadyHere { license }));
    }
    let accounts = i64::try_from(holders.count(&**tx).await?).unwrap_or(i64::MAX);
    if accounts >= locked.seats {
        return Err(refuse(AddCodeRefusal::TooManyAccounts { seats: locked.seats }));
    }
    Ok(())
}
