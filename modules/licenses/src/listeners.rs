//! What an account's beginning and end mean for licenses (ACC-2, ACC-17). With its beginning, the orders of its address
//! become its own and their licenses come into it; the person is told. With its end, the licenses stay issued and can be added
//! anew; nothing in them or in the orders points at the person any more.
//!
//! And what the catalog must know before something of it goes: whether licenses or batches refer to it (LIC-1).

use crate::actions::accept_agreement;
use crate::actions::attach_bought::{attach_bought, bought_with};
use crate::actions::company::free::free;
use crate::actions::company::moved::move_to;
use crate::actions::detach::detach_all;
use crate::actions::forget_buyer::forget_buyer;
use crate::actions::remove_card;
use crate::actions::{switch_auto_renewal, verify};
use crate::model::buyer;
use crate::model::holder::Holder;
use crate::model::order::Source;
use crate::queries::issued_from_catalog;
use crate::tables::purchase::{self, Column};
use crate::tables::{expiry_notice, license_holder, renewal_notice};
use gatehouse_accounts::queries::contacts;
use gatehouse_accounts::signals::{AccountConfirmed, AccountDeleted, AccountsImported, HasBought, HoldsOwnThings};
use gatehouse_catalog::signals::{IsAnyEditionSold, IsOfferSold, IsProductSold, IsTermInWork, IsTermNamed};
use gatehouse_companies::signals::{CompanyMerged, CompanyPurged};
use gatehouse_context::{Answers, Cx, Listener};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect as _};
use std::collections::{BTreeSet, HashMap};

/// Hears of confirmed and of deleted accounts, and of companies that are gone.
#[derive(Clone, Copy, Debug, Default)]
pub struct FollowAccounts;

#[async_trait]
impl Listener<AccountConfirmed> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountConfirmed) -> Result<(), Fault> {
        let Some(email) = signal.address(cx, tx).await? else { return Ok(()) };
        let lookups = buyer::lookups(&cx.app.keys, &email);
        let attached = attach_bought(cx, tx, signal.account, &lookups).await?;
        if attached > 0 {
            signal.news.add(crate::texts(cx.lang).msg_customer_found(i64::try_from(attached).unwrap_or(i64::MAX)));
        }
        Ok(())
    }
}

#[async_trait]
impl Listener<AccountsImported> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountsImported) -> Result<(), Fault> {
        let mut people = HashMap::new();
        for (place, (_, email)) in signal.people.iter().enumerate() {
            people.extend(buyer::lookups(&cx.app.keys, email).into_iter().map(|lookup| (lookup, place)));
        }
        let lookups: Vec<Vec<u8>> = people.keys().cloned().collect();
        let bought: BTreeSet<usize> =
            bought_with(tx, &lookups).await?.iter().filter_map(|lookup| people.get(lookup).copied()).collect();
        // Few have bought before they came.
        for (account, email) in bought.into_iter().filter_map(|place| signal.people.get(place)) {
            attach_bought(cx, tx, *account, &buyer::lookups(&cx.app.keys, email)).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Listener<AccountDeleted> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountDeleted) -> Result<(), Fault> {
        detach_all(cx, tx, Holder::Account(signal.account)).await?;
        verify::forget(tx, Holder::Account(signal.account), None).await?;
        accept_agreement::forget_account(tx, signal.account).await?;
        expiry_notice::Entity::delete_many()
            .filter(expiry_notice::Column::AccountId.eq(signal.account))
            .exec(&**tx)
            .await?;
        renewal_notice::Entity::delete_many()
            .filter(renewal_notice::Column::AccountId.eq(signal.account))
            .exec(&**tx)
            .await?;
        switch_auto_renewal::forget_account(cx, tx, signal.account).await?;
        forget_orders(cx, tx, signal.account).await?;
        // Behind its orders, because who saves a card holds one of them.
        remove_card::forget_account(tx, signal.account).await
    }
}

#[async_trait]
impl Listener<CompanyPurged> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &CompanyPurged) -> Result<(), Fault> {
        free(cx, tx, signal.company).await
    }
}

#[async_trait]
impl Listener<CompanyMerged> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &CompanyMerged) -> Result<(), Fault> {
        move_to(cx, tx, signal.from, signal.into).await
    }
}

#[async_trait]
impl Answers<HoldsOwnThings> for FollowAccounts {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &HoldsOwnThings) -> Result<bool, Fault> {
        let held = license_holder::Entity::find().filter(license_holder::of(Holder::Account(asked.account)));
        if held.one(&**tx).await?.is_some() {
            return Ok(true);
        }
        let bought = purchase::Entity::find().filter(Column::BuyerAccount.eq(asked.account));
        Ok(bought.one(&**tx).await?.is_some())
    }
}

/// Knows whose orders wait for an account.
#[derive(Clone, Copy, Debug, Default)]
pub struct WaitingOrders;

#[async_trait]
impl Answers<HasBought> for WaitingOrders {
    async fn answer(&self, cx: &Cx, tx: &Tx, asked: &HasBought) -> Result<bool, Fault> {
        let lookups = buyer::lookups(&cx.app.keys, asked.email.normalized());
        let waiting = purchase::Entity::find()
            .filter(Column::BuyerLookup.is_in(lookups))
            .filter(Column::UnclaimedSince.is_not_null())
            .filter(Column::Source.eq(Source::Shop));
        Ok(waiting.select_only().column(Column::Id).into_tuple::<Uuid>().one(&**tx).await?.is_some())
    }
}

/// Knows what was issued of the catalog, or will be.
#[derive(Clone, Copy, Debug, Default)]
pub struct IssuedFromCatalog;

#[async_trait]
impl Answers<IsProductSold> for IssuedFromCatalog {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &IsProductSold) -> Result<bool, Fault> {
        issued_from_catalog::of_product(&**tx, asked.product).await
    }
}

#[async_trait]
impl Answers<IsAnyEditionSold> for IssuedFromCatalog {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &IsAnyEditionSold) -> Result<bool, Fault> {
        issued_from_catalog::of_editions(&**tx, &asked.editions).await
    }
}

#[async_trait]
impl Answers<IsOfferSold> for IssuedFromCatalog {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &IsOfferSold) -> Result<bool, Fault> {
        issued_from_catalog::under_offer(&**tx, asked.offer).await
    }
}

#[async_trait]
impl Answers<IsTermNamed> for IssuedFromCatalog {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &IsTermNamed) -> Result<bool, Fault> {
        issued_from_catalog::with_term(&**tx, asked.term).await
    }
}

#[async_trait]
impl Answers<IsTermInWork> for IssuedFromCatalog {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &IsTermInWork) -> Result<bool, Fault> {
        issued_from_catalog::being_issued_with(&**tx, asked.term).await
    }
}

async fn forget_orders(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let mut theirs = Condition::any().add(Column::BuyerAccount.eq(account));
    if let Some(email) = contacts::proven(cx, &**tx, account).await? {
        theirs = theirs.add(Column::BuyerLookup.is_in(buyer::lookups(&cx.app.keys, &email)));
    }
    forget_buyer(cx, tx, theirs).await?;
    Ok(())
}
