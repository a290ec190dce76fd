//! Companies of these tests, with people who are signed in by their accounts.

use crate::blocks::account;
use gatehouse_companies::actions::add_member::{NewMember, add_member};
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::actions::restate::{Restated, member, restate};
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_companies::signals::Shown;
use gatehouse_core::{Lang, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use gatehouse_licenses::actions::company::add::{AddToCompany, AddToCompanyRefusal, AddedToCompany, add_to_company};
use gatehouse_licenses::tables::license_holder;
use gatehouse_testkit::World;

/// A company of a test.
#[derive(Clone, Debug)]
pub struct TestCompany {
    pub id: Uuid,
    pub word: String,
    /// The owner's account.
    pub owner: Uuid,
    /// The owner's address.
    pub email: String,
}

/// A member.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub account: Uuid,
    pub member: Uuid,
}

impl TestCompany {
    /// A company in this country; its owner is `owner@NAME.example.com`.
    pub async fn found_in(world: &World, name: &str, country: &str, is_unverified: bool) -> Self {
        let email = format!("owner@{}.example.com", name.to_lowercase().replace(' ', "-"));
        let owner = account(world, &email, Lang::En).await;
        let cx = world.cx_of(owner);
        let tx = cx.begin().await.unwrap();
        let new = NewCompany {
            name: name.into(),
            lang: "en".into(),
            country: country.into(),
            is_unverified,
            account: owner,
            owner: MemberName::new("Olga", "Owner"),
        };
        let founded = found(&cx, &tx, new).await.unwrap();
        tx.commit().await.unwrap();
        Self { id: founded.company, word: founded.slug, owner, email }
    }

    pub async fn found(world: &World, name: &str) -> Self {
        Self::found_in(world, name, "DE", false).await
    }

    /// Adds a user with these rights.
    pub async fn add(&self, world: &World, email: &str, rights: &[CompanyRight]) -> Person {
        let account = account(world, email, Lang::En).await;
        let new = NewMember {
            account,
            name: MemberName::new("Ulla", "User"),
            country: None,
            branch: None,
            rights: Rights::of(rights),
            joined_by: JoinedBy::Staff,
        };
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, self.id).await.unwrap().unwrap();
        let member = add_member(&cx, &tx, &company, &new).await.unwrap();
        tx.commit().await.unwrap();
        Person { account, member }
    }

    /// Gives a user these rights and no others.
    pub async fn give(&self, world: &World, of: Uuid, rights: &[CompanyRight]) {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, self.id).await.unwrap().unwrap();
        let before = member(&cx, &tx, &company, of).await.unwrap().unwrap();
        let change = Restated { own: Some(Rights::of(rights)), ..Restated::default() };
        restate(&cx, &tx, &company, &before, change).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The address of a page of its licenses.
    pub fn at(&self, page: &str) -> String {
        format!("/c/{}/licenses{page}", self.word)
    }

    /// Somebody adds a code.
    pub async fn try_code(
        &self,
        world: &World,
        by: Uuid,
        code: &str,
    ) -> Result<AddedToCompany, Option<AddToCompanyRefusal>> {
        let shown = Shown::Code(code.to_owned().into());
        let input = AddToCompany { company: self.id, shown, file_name: String::new(), accepted: None };
        add_to_company(&world.cx_of(by), &input).await.map_err(|stop| stop.refusal().cloned())
    }

    /// Its owner adds a code.
    pub async fn add_code(&self, world: &World, code: &str) -> AddedToCompany {
        self.try_code(world, self.owner, code).await.unwrap()
    }

    /// The licenses that it has.
    pub async fn licenses(&self, world: &World) -> Vec<Uuid> {
        let held = license_holder::Entity::find().filter(license_holder::Column::CompanyId.eq(self.id));
        let mut ids: Vec<Uuid> = held.all(world.cx().read()).await.unwrap().iter().map(|row| row.license_id).collect();
        ids.sort_unstable();
        ids
    }
}
