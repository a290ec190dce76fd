//! Somebody whose address is proven comes with a license (COM-1, COM-2): a step inside the transaction of an activation. The license is
//! locked first, then the company.
//!
//! No company holds it: they found one, and own it. One holds it: they become a user without rights, or ask where the company wants to
//! approve, or where their address is of no mail domain that it has proven. Several hold it: the one whose domain fits. While a license
//! waits for a clerk, nobody joins by it, and a second one who tries is in the log for the clerk (LIC-23).

use crate::actions::add_member::{AddRefusal, NewMember, add_member};
use crate::actions::found::{NewCompany, found};
use crate::actions::lock::lock;
use crate::actions::tell::{News, tell};
use crate::events::{ASKED, SECOND_CLAIM};
use crate::model::joining_form::Form;
use crate::model::rights::Rights;
use crate::model::states::{CompanyState, JoinByLicense, JoinState, JoinedBy, REQUEST};
use crate::queries::domains::Proven;
use crate::queries::requests::NAMES;
use crate::rights::Locked;
use crate::signals::{Brought, ProvenLicense, SharedLicenseProof};
use crate::tables::{company, company_member, join_request};
use gatehouse_accounts::model::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// Who comes.
pub(crate) struct Comer<'a> {
    /// The account.
    pub account: Uuid,
    /// Its proven address.
    pub email: &'a Email,
    /// What they typed.
    pub form: &'a Form,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// They own a new company, with this word in addresses.
    Owner(String),
    /// They are a user of this one.
    User(String),
    /// They asked this company.
    Asked(String),
    /// They cannot join by the license.
    Closed(Why),
}

/// Why nobody joins by a license.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The company closed this way, or its address is no longer there.
    Closed,
    /// Its first license waits for a clerk.
    Unverified,
    /// Several companies hold the license, and none has proven the domain of the address.
    Several,
    /// The company takes addresses of its own domains alone.
    OtherDomain,
}

impl Why {
    /// The word in addresses of pages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Unverified => "unverified",
            Self::Several => "several",
            Self::OtherDomain => "domain",
        }
    }

    /// The reason with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Closed, Self::Unverified, Self::Several, Self::OtherDomain].into_iter().find(|why| why.word() == word)
    }
}

/// Why nothing could be done with the license.
#[derive(Clone, Debug, Refusal)]
pub enum JoinRefusal {
    /// They belong to a company.
    Add(AddRefusal),
    /// The license cannot be used any more.
    License(crate::actions::registrations::register::NotALicense),
}

/// Joins, founds or asks.
pub(crate) async fn join(cx: &Cx, tx: &Tx, comer: &Comer<'_>, license: Uuid) -> Outcome<Became, JoinRefusal> {
    let proof = Arc::clone(cx.service::<SharedLicenseProof>()?);
    let proven = match proof.lock(cx, tx, license).await? {
        Ok(proven) => proven,
        Err(refused) => return Err(refuse(JoinRefusal::License(refused.into()))),
    };
    let holder = match proven.companies.as_slice() {
        [] => return begin(cx, tx, comer, &proven).await,
        [one] => Some(*one),
        several => Proven::of(&**tx, several).await?.company_of(comer.email),
    };
    let Some(holder) = holder else { return Ok(Became::Closed(Why::Several)) };
    let Some(company) = lock(cx, tx, holder).await? else { return Ok(Became::Closed(Why::Closed)) };
    come_to(cx, tx, comer, &company, &proven).await
}

/// A new company with its first license.
async fn begin(cx: &Cx, tx: &Tx, comer: &Comer<'_>, proven: &ProvenLicense) -> Outcome<Became, JoinRefusal> {
    let new = NewCompany {
        name: comer.form.company.clone(),
        lang: cx.lang.tag().to_owned(),
        country: comer.form.country.clone(),
        is_unverified: proven.is_pending,
        account: comer.account,
        owner: comer.form.name.clone(),
    };
    let founded = found(cx, tx, new).await.map_err(added)?;
    let proof = cx.service::<SharedLicenseProof>()?;
    let key_file = comer.form.key_file.as_deref();
    let brought = Brought { company: founded.company, by: founded.member, key_file };
    let is_pending = proof.attach(cx, tx, proven.id, &brought).await?;
    if is_pending && !proven.is_pending {
        company::Entity::update_many()
            .col_expr(company::Column::State, Expr::value(CompanyState::Unverified))
            .filter(company::Column::Id.eq(founded.company))
            .exec(&**tx)
            .await?;
    }
    Ok(Became::Owner(founded.slug))
}

fn added(stop: Stop<AddRefusal>) -> Stop<JoinRefusal> {
    stop.map(JoinRefusal::Add)
}

/// Into a company that holds the license.
async fn come_to(
    cx: &Cx,
    tx: &Tx,
    comer: &Comer<'_>,
    company: &Locked<'_>,
    license: &ProvenLicense,
) -> Outcome<Became, JoinRefusal> {
    let row = company.row();
    let proven = Proven::of(&**tx, &[row.id]).await?;
    let fits = proven.company_of(comer.email).is_some();
    match (row.state, row.join_by_license) {
        (CompanyState::Deleted, _) => return Ok(Became::Closed(Why::Closed)),
        // Also where a company that is known adds a license that may be another one's: whose people show it do not fall to it.
        (state, _) if state == CompanyState::Unverified || license.is_pending => {
            note_claim(cx, tx, row.id, comer.account).await?;
            return Ok(Became::Closed(Why::Unverified));
        }
        (_, JoinByLicense::Closed) => return Ok(Became::Closed(Why::Closed)),
        _ if row.own_domains_only && !fits => return Ok(Became::Closed(Why::OtherDomain)),
        (_, JoinByLicense::Approve) => {}
        (_, JoinByLicense::Open) if proven.has_any(row.id) && !fits => {}
        (_, JoinByLicense::Open) => {
            let new = NewMember {
                account: comer.account,
                name: comer.form.name.clone(),
                country: Some(comer.form.country.clone()),
                branch: None,
                rights: Rights::NONE,
                joined_by: JoinedBy::License,
            };
            add_member(cx, tx, company, &new).await.map_err(added)?;
            return Ok(Became::User(row.slug.clone()));
        }
    }
    ask(cx, tx, comer, company, license.id).await
}

/// For the clerk: once a day of each person, so that nobody who tries and tries again hides others behind their lines.
async fn note_claim(cx: &Cx, tx: &Tx, company: Uuid, account: Uuid) -> Result<(), Fault> {
    let who = [company, account].map(Uuid::into_bytes).concat();
    let counter = Counter::new(cx, "companies.second_claim", &who, Rule::codes(1));
    if counters::take(cx, tx, &counter).await?.is_ok() {
        cx.audit(tx, SECOND_CLAIM.about(company).of_account(account)).await?;
    }
    Ok(())
}

/// Asks the company; once more changes nothing.
async fn ask(cx: &Cx, tx: &Tx, comer: &Comer<'_>, company: &Locked<'_>, license: Uuid) -> Outcome<Became, JoinRefusal> {
    use join_request::{ActiveModel, Column, Entity};
    let own = company_member::Entity::find().filter(company_member::Column::AccountId.eq(comer.account));
    if own.one(&**tx).await?.is_some() {
        return Err(refuse(JoinRefusal::Add(AddRefusal::HasOne)));
    }
    let became = Became::Asked(company.row().name.clone());
    let waiting = Entity::find()
        .filter(Column::CompanyId.eq(company.id()))
        .filter(Column::AccountId.eq(comer.account))
        .filter(Column::State.eq(JoinState::Pending));
    if let Some(row) = waiting.one(&**tx).await? {
        if row.ends_at > cx.now() {
            return Ok(became);
        }
        // Nobody answered the one before.
        let expire = Entity::update_many().col_expr(Column::State, Expr::value(JoinState::Expired));
        expire.filter(Column::Id.eq(row.id)).exec(&**tx).await?;
    }
    let id = cx.id();
    let key = subject::create(cx, tx, id).await?;
    let names = key.seal(cx.app.random.as_ref(), NAMES, id, &serde_json::to_vec(&comer.form.name)?)?;
    let row = ActiveModel {
        id: Set(id),
        company_id: Set(company.id()),
        account_id: Set(comer.account),
        names_sealed: Set(names),
        country: Set(Some(comer.form.country.clone())),
        license_id: Set(Some(license)),
        state: Set(JoinState::Pending),
        asked_at: Set(cx.now()),
        ends_at: Set(cx.now().plus(REQUEST)),
        decided_by: Set(None),
        decided_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    cx.audit(tx, ASKED.about(company.id()).of_account(comer.account)).await?;
    let (name, email) = (comer.form.name.whole(), comer.email.written().to_owned());
    tell(cx, tx, company.id(), &News::JoinAsked { name, email }).await?;
    Ok(became)
}
