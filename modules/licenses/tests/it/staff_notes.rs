//! What staff note about a license (ux.md §5), and how it ends (ACC-17, PRI-2).

use crate::blocks::account;
use crate::clerks::{clerk, licenses_of, on_sale, order, program, sold, staff};
use axum::http::StatusCode;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_core::{Lang, Refusal as _, Role, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_licenses::actions::add_note::{AddNote, add_note};
use gatehouse_licenses::actions::remove_note::remove_note;
use gatehouse_licenses::tables::license_note;
use gatehouse_testkit::{World, both_engines};

async fn count(world: &World) -> u64 {
    license_note::Entity::find().count(world.cx().read()).await.unwrap()
}

async fn one_license(world: &World, email: &str) -> Uuid {
    on_sale(world).await;
    let order = order(world, "SHOP-1", email, "en").await;
    sold(world, order, "1").await;
    licenses_of(world, order).await.remove(0).id
}

fn note(license: Uuid, id: u128, text: &str) -> AddNote {
    AddNote { license, id: Uuid::from_u128(id), text: text.into() }
}

async fn deleted(world: &World, account: Uuid) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    cx.raise(&tx, AccountDeleted { account }).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    /// ALL-8, PRI-13
    async fn a_note_stands_on_the_license_sealed_and_for_staff_alone(world: World) {
        let id = one_license(&world, "ada@example.com").await;
        let mut clerk = clerk(&world);
        let page = clerk.get(&format!("/staff/licenses/{id}")).await.expect(StatusCode::OK);
        let (at, new) = (format!("/staff/licenses/{id}/notes"), page.input("id").unwrap());
        for _ in 0..2 {
            let sent = clerk.post(&at, &[("id", &new), ("note", "Ada wants another invoice")]).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(sent.location(), format!("/staff/licenses/{id}#notes"));
        }
        let page = clerk.get(&format!("/staff/licenses/{id}")).await.body;
        assert_eq!(page.matches("another invoice").count(), 1, "{page}");
        assert!(!world.dump().await.contains("another invoice"));
        let refused = clerk.post(&at, &[("note", "")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(refused.contains("id=\"e-note\""), "{refused}");
        clerk.post(&format!("/staff/licenses/{}/notes", Uuid::from_u128(9)), &[("note", "x")]).await.expect(StatusCode::NOT_FOUND);
        staff(&world, "privacy").post(&at, &[("note", "x")]).await.expect(StatusCode::FORBIDDEN);
        let answer = program(&world, "licenses:read").get(&format!("/api/v1/licenses/{id}/history")).await.expect(StatusCode::OK).body;
        assert!(!answer.contains("note"), "{answer}");
        assert_eq!(count(&world).await, 1);
    }

    /// ALL-8
    async fn programs_write_none_and_only_the_author_or_an_administrator_removes_one(world: World) {
        let id = one_license(&world, "").await;
        for cx in [world.cx(), world.cx_of(Uuid::from_u128(1)), world.cx_staff(&[Role::Privacy])] {
            assert!(add_note(&cx, &note(id, 1, "no")).await.is_err());
        }
        let support = world.cx_staff(&[Role::Support]);
        add_note(&support, &note(id, 1, "mine")).await.unwrap();
        let other = gatehouse_core::StaffActor { id: Uuid::from_u128(5), roles: vec![Role::Licensing] };
        let other = world.cx_as(gatehouse_core::Actor::Staff(other));
        let refused = remove_note(&other, id, Uuid::from_u128(1)).await.err().unwrap();
        assert_eq!(refused.refusal().unwrap().code(), "staff.not_allowed");
        remove_note(&support, Uuid::from_u128(9), Uuid::from_u128(1)).await.unwrap();
        assert_eq!(count(&world).await, 1, "by the address of another license nothing is removed");
        remove_note(&support, id, Uuid::from_u128(1)).await.unwrap();
        remove_note(&support, id, Uuid::from_u128(1)).await.unwrap();
        assert_eq!(count(&world).await, 0);
    }

    /// ACC-17
    async fn notes_go_with_the_last_holder_and_with_the_buyer(world: World) {
        let ada = account(&world, "ada@example.com", Lang::En).await;
        let id = one_license(&world, "ada@example.com").await;
        add_note(&world.cx_staff(&[Role::Support]), &note(id, 1, "about Ada")).await.unwrap();
        let stranger = account(&world, "boris@example.com", Lang::En).await;
        deleted(&world, stranger).await;
        assert_eq!(count(&world).await, 1, "of somebody else nothing goes");
        deleted(&world, ada).await;
        assert_eq!(count(&world).await, 0);
    }
}
