//! A company begins, with its owner (COM-1, COM-2): a step of joining and of staff, inside their transaction.

use super::add_member::{AddRefusal, NewMember, insert, row};
use crate::events::FOUNDED;
use crate::model::name::{MemberName, name_key};
use crate::model::place::between;
use crate::model::rights::Rights;
use crate::model::slug::{SUFFIX, is_reserved, of_name, with_suffix};
use crate::model::states::{CompanyState, JoinByLicense, JoinedBy};
use crate::queries::{companies, seals};
use crate::tables::{company, company_member, company_slug};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

/// What begins.
#[derive(Clone)]
pub struct NewCompany {
    /// Its name, as on the license.
    pub name: String,
    /// The language in which its names are sorted: that of the registration.
    pub lang: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// It waits for a clerk (LIC-23): nobody else joins by its license until then.
    pub is_unverified: bool,
    /// The account of its owner.
    pub account: Uuid,
    /// The owner's name.
    pub owner: MemberName,
}

/// A company that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    /// The company.
    pub company: Uuid,
    /// Its owner.
    pub member: Uuid,
    /// Its word in addresses.
    pub slug: String,
}

/// Makes it. Refused where the account belongs to a company.
pub async fn found(cx: &Cx, tx: &Tx, new: NewCompany) -> Outcome<Founded, AddRefusal> {
    let taken = company_member::Entity::find().filter(company_member::Column::AccountId.eq(new.account));
    if taken.one(&**tx).await?.is_some() {
        return Err(refuse(AddRefusal::HasOne));
    }
    let (id, member) = (cx.id(), cx.id());
    let key = subject::create(cx, tx, id).await?;
    let owner = NewMember {
        account: new.account,
        name: new.owner,
        country: Some(new.country.clone()),
        branch: None,
        rights: Rights::NONE,
        joined_by: JoinedBy::Founding,
    };
    let place = between(None, None).ok_or_else(|| Fault::new("an empty company has no place"))?;
    let first = row(cx, tx, id, member, place, &owner).await?;
    if !insert(tx, first).await? {
        return Err(refuse(AddRefusal::HasOne));
    }
    let slug = take_slug(cx, tx, id, &new.name).await?;
    let state = if new.is_unverified { CompanyState::Unverified } else { CompanyState::Active };
    let row = company::ActiveModel {
        id: Set(id),
        slug: Set(slug.clone()),
        name_key: Set(name_key(&new.name)),
        name: Set(new.name),
        lang: Set(new.lang),
        country: Set(new.country),
        state: Set(state),
        owner_member_id: Set(member),
        owner_seal: Set(seals::of_owner(cx, &key, id, member)?),
        join_by_license: Set(JoinByLicense::Open),
        own_domains_only: Set(false),
        require_factor: Set(false),
        require_sso: Set(false),
        logo: Set(None),
        logo_still: Set(None),
        created_at: Set(cx.now()),
        state_before: Set(None),
        deleted_at: Set(None),
        purge_at: Set(None),
        version: Set(1),
    };
    company::Entity::insert(row).exec_without_returning(&**tx).await?;
    let details = json!({ "member": member, "company_state": state.word() });
    cx.audit(tx, FOUNDED.about(id).of_account(new.account).with(details)).await?;
    Ok(Founded { company: id, member, slug })
}

/// Tries of letters behind a word: there are 65,536 of them.
const TRIES: usize = 8;

/// Takes the word that the name asks for, with letters behind it where that is reserved or was ever another company's. The word of before
/// goes on leading to the company.
pub async fn take_slug(cx: &Cx, tx: &Tx, company: Uuid, name: &str) -> Result<String, Fault> {
    let wanted = of_name(name);
    let mut word = wanted.clone();
    for _ in 0..TRIES {
        if !is_reserved(&word) && companies::is_free(&**tx, &word).await? && take(tx, company, &word).await? {
            return Ok(word);
        }
        let mut random = [0; SUFFIX];
        cx.app.random.fill(&mut random);
        word = with_suffix(&wanted, random);
    }
    Err(Fault::busy("no word for a company's address is free"))
}

/// Takes a word; `false` where somebody else took it at this very moment.
async fn take(tx: &Tx, company: Uuid, word: &str) -> Result<bool, Fault> {
    use company_slug::{ActiveModel, Column, Entity};
    let now = Entity::update_many().col_expr(Column::Current, Expr::value(false));
    now.filter(Column::CompanyId.eq(company)).exec(&**tx).await?;
    let row = ActiveModel { slug: Set(word.to_owned()), company_id: Set(Some(company)), current: Set(true) };
    let once = OnConflict::column(Column::Slug).do_nothing().to_owned();
    Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await?;
    companies::is_word_of(&**tx, company, word).await
}
