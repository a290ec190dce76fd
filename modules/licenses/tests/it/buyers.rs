//! What is kept of buyers, and when it goes (ACC-17, PRI-2, PRI-3).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, clerk, licenses_of, on_sale, order, program, sold};
use crate::people::proven;
use axum::http::StatusCode;
use gatehouse_accounts::contacts;
use gatehouse_accounts::signals::{AccountConfirmed, AccountDeleted};
use gatehouse_context::{May, Seen, Signal, audit, old_columns};
use gatehouse_core::{Actor, DAY, Lang, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait, QueryFilter as _, Set, Statement};
use gatehouse_jobs::retention::Eraser as _;
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::remove_license::{RemoveLicense, remove_license};
use gatehouse_licenses::jobs::UnclaimedBuyers;
use gatehouse_licenses::model::note;
use gatehouse_licenses::queries::orders::OrderView;
use gatehouse_licenses::tables::{license, license_holder, purchase};
use gatehouse_testkit::{Answer, World, both_engines};
use std::collections::HashSet;

/// What clerks write.
const NOTE: &str = "Called about the invoice of Ada";
const WORDS: &str = "Dear Ada, call us";

/// An order with a note.
async fn noted(world: &World, number: &str, email: &str) -> Uuid {
    let input = CreateOrder {
        number: number.into(),
        source: "shop".into(),
        buyer_email: email.into(),
        buyer_lang: "en".into(),
        note: NOTE.into(),
        ..CreateOrder::default()
    };
    create_order(&world.cx(), &input).await.unwrap()
}

/// Blocks a license with words to its holder.
async fn blocked(world: &World, license: Uuid, note: &str) {
    let words = Block { license, reason: "over_use".into(), note: note.into(), ..Block::default() };
    block(&world.cx(), &words).await.unwrap();
}

/// Staff and programs read both, and a dump shows neither.
async fn are_shown_and_sealed(world: &World, order: Uuid, license: Uuid) {
    let (mut clerk, mut api) = (clerk(world), program(world, ALL_SCOPES));
    let page = clerk.get(&format!("/staff/orders/{order}")).await.expect(StatusCode::OK).body;
    assert!(page.contains(NOTE), "{page}");
    let page = clerk.get(&format!("/staff/licenses/{license}")).await.expect(StatusCode::OK).body;
    assert!(page.contains(WORDS), "{page}");
    assert_eq!(api.get(&format!("/api/v1/orders/{order}")).await.json()["note"], NOTE);
    assert_eq!(api.get("/api/v1/orders").await.json()["items"][0]["note"], NOTE);
    let note = Seen::<OrderView>::find(&May::of(&world.cx()).unwrap(), order).await.unwrap().unwrap().into_inner().note;
    assert!(note.0 == NOTE && !format!("{note:?}").contains(NOTE), "a log would not tell it");
    assert_eq!(api.get(&format!("/api/v1/licenses/{license}")).await.json()["block"]["note"], WORDS);
    assert_eq!(api.get("/api/v1/licenses").await.json()["items"][0]["block"]["note"], WORDS);
    let dump = world.dump().await;
    assert!(!dump.contains(NOTE) && !dump.contains(WORDS));
}

/// The licenses of an account.
async fn held_by(world: &World, account: Uuid) -> HashSet<Uuid> {
    let held = license_holder::Entity::find().filter(license_holder::Column::AccountId.eq(account));
    held.all(world.cx().read()).await.unwrap().into_iter().map(|row| row.license_id).collect()
}

/// An account has a license, as if its code had been added.
async fn holds(world: &World, account: Uuid, license: Uuid) {
    let row = license_holder::ActiveModel {
        id: Set(world.cx().id()),
        license_id: Set(license),
        account_id: Set(Some(account)),
        added_at: Set(world.cx().now()),
        company_id: Set(None),
        key_file_name_sealed: Set(None),
    };
    license_holder::Entity::insert(row).exec_without_returning(world.app.db.writer()).await.unwrap();
}

/// Registers and confirms through the pages; returns the account, and the page that the link leads to.
async fn joined(world: &World, email: &str) -> (Uuid, Answer) {
    let mut browser = world.browser();
    let form = [("email", email), ("password", "Correct-Horse-7"), ("again", "Correct-Horse-7")];
    browser.post_as_human("/register", &form).await.expect(StatusCode::SEE_OTHER);
    let link = world.last_mail_to(email).await.link();
    let page = browser.get(&link).await;
    let page = browser.follow(page).await;
    let token = page.input("token").unwrap();
    let confirmed = browser.post("/confirm", &[("token", &token)]).await.expect(StatusCode::SEE_OTHER);
    let page = browser.follow(confirmed).await;
    let found = contacts::find_by_email(&world.cx(), world.cx().read(), email).await.unwrap();
    (found.unwrap(), page)
}

async fn start_again(world: &World) {
    for module in &world.modules {
        module.started(&world.app).await.unwrap();
    }
}

async fn kept(world: &World, order: Uuid) -> purchase::Model {
    purchase::Entity::find_by_id(order).one(world.cx().read()).await.unwrap().unwrap()
}

async fn raise(world: &World, signal: impl Signal) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    cx.raise(&tx, signal).await.unwrap();
    tx.commit().await.unwrap();
}

async fn found_by_address(world: &World, address: &str, license: Uuid) -> bool {
    let found = clerk(world).post("/staff/licenses", &[("q", address)]).await;
    found.location() == format!("/staff/licenses/{license}")
}

fn knows_nobody(order: &purchase::Model) -> bool {
    order.buyer_account.is_none()
        && order.buyer_email_sealed.is_none()
        && order.buyer_lookup.is_none()
        && order.buyer_lang.is_none()
        && order.unclaimed_since.is_none()
}

both_engines! {
    /// ACC-17, PRI-3
    async fn an_order_from_before_the_account_forgets_its_buyer_with_the_account(world: World) {
        on_sale(&world).await;
        let early = noted(&world, "EARLY-1", "Ada@Example.com").await;
        let other = noted(&world, "OTHER-1", "bob@example.com").await;
        for order in [early, other] {
            sold(&world, order, "1").await;
        }
        let (mine, theirs) = (licenses_of(&world, early).await.remove(0).id, licenses_of(&world, other).await.remove(0).id);
        for license in [mine, theirs] {
            blocked(&world, license, WORDS).await;
        }
        let before = kept(&world, early).await;
        assert_eq!(before.buyer_account, None);
        let ada = account(&world, "ada@example.com", Lang::En).await;
        let order = kept(&world, early).await;
        assert_eq!((order.buyer_account, order.unclaimed_since), (Some(ada), None), "the proven address has its order");
        assert_eq!(order.version, before.version + 1, "its ETag is another");
        assert!(found_by_address(&world, "ada@example.com", mine).await);

        raise(&world, AccountDeleted { account: ada }).await;
        let forgotten = kept(&world, early).await;
        assert!(knows_nobody(&forgotten), "{forgotten:?}");
        assert_eq!(forgotten.version, order.version + 1, "its ETag is another");
        assert!(!found_by_address(&world, "ada@example.com", mine).await);
        assert!(!knows_nobody(&kept(&world, other).await));
        assert!(found_by_address(&world, "bob@example.com", theirs).await);
        let note = async |id| {
            let license = license::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap();
            (license.blocked_at.is_some(), license.block_note_sealed.is_some())
        };
        assert_eq!((forgotten.note_sealed, note(mine).await), (None, (true, false)), "what clerks wrote goes with them");
        assert_eq!((kept(&world, other).await.note_sealed.is_some(), note(theirs).await), (true, (true, true)));
    }

    /// ACC-2, LIC-3, LIC-5
    async fn what_was_bought_with_an_address_is_in_its_account_when_it_is_proven(world: World) {
        on_sale(&world).await;
        let early = order(&world, "ADA-1", "Ada@Example.com", "en").await;
        sold(&world, early, "2").await;
        let late = order(&world, "ADA-2", "ada@example.com", "en").await;
        sold(&world, late, "1").await;
        let bobs = order(&world, "BOB-1", "bob@example.com", "en").await;
        sold(&world, bobs, "1").await;
        let printed = order(&world, "ADA-3", "ada@example.com", "en").await;
        sold(&world, printed, "101").await;
        world.run_jobs().await;
        // One of their codes is with as many others as it has seats, another one with a friend.
        let bought = licenses_of(&world, early).await;
        let (given, shared) = (bought[0].id, bought[1].id);
        for n in 0..4 {
            let friend = account(&world, &format!("friend{n}@example.com"), Lang::En).await;
            holds(&world, friend, if n < 3 { given } else { shared }).await;
        }

        let (ada, page) = joined(&world, "ada@example.com").await;
        let expected = HashSet::from([shared, licenses_of(&world, late).await.remove(0).id]);
        assert_eq!(held_by(&world, ada).await, expected, "not the printer's codes, and not what is full");
        let found = "We found 2 licenses bought with this address and added them to your account.";
        assert!(page.body.contains(found), "{}", page.body);
        let lines = audit::table::Entity::find().filter(audit::table::Column::Kind.eq("license.attached")).all(world.cx().read()).await;
        let lines = lines.unwrap();
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.account_id == Some(ada)), "they stand in the activity of the account");
        assert_eq!(kept(&world, bobs).await.buyer_account, None);

        // The signal once more finds nothing: what they removed since does not come back.
        let removed = licenses_of(&world, late).await.remove(0).id;
        let own = world.cx().acting_as(Actor::Account { id: ada });
        remove_license(&own, RemoveLicense { license: removed, agreed: true }).await.unwrap();
        raise(&world, AccountConfirmed::of(ada)).await;
        assert!(!held_by(&world, ada).await.contains(&removed));
    }

    /// ACC-14, LIC-3
    async fn a_proven_new_address_brings_what_was_bought_with_it(world: World) {
        on_sale(&world).await;
        let bought = order(&world, "NEW-1", "ada.new@example.com", "en").await;
        sold(&world, bought, "1").await;
        let license = licenses_of(&world, bought).await.remove(0).id;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        let mut browser = proven(&world, ada);
        let asked = browser.post("/account/email", &[("email", "ada.new@example.com")]).await;
        assert_eq!(asked.location(), "/account/email");
        assert!(held_by(&world, ada).await.is_empty());
        let mails = world.mails().await;
        let link = mails.iter().rev().find(|mail| mail.kind == "accounts.change_address").unwrap().link();
        let token = link.split('=').nth(1).unwrap();
        let page = browser.post("/confirm-email", &[("token", token)]).await.expect(StatusCode::OK);
        assert!(page.body.contains("We found 1 license bought with this address"), "{}", page.body);
        assert_eq!(held_by(&world, ada).await, HashSet::from([license]));
        assert_eq!(kept(&world, bought).await.buyer_account, Some(ada));
    }

    /// LIC-3, LIC-5
    async fn a_code_that_is_issued_while_its_buyer_confirms_is_in_the_account_once(world: World) {
        on_sale(&world).await;
        for n in 0..6 {
            let email = format!("ada{n}@example.com");
            let order = order(&world, &format!("ADA-{n}"), &email, "en").await;
            let (account, _) = tokio::join!(account(&world, &email, Lang::En), sold(&world, order, "1"));
            let license = licenses_of(&world, order).await.remove(0).id;
            assert_eq!(held_by(&world, account).await, HashSet::from([license]), "{email}");
        }
    }

    /// PRI-13
    async fn what_clerks_write_about_people_is_sealed(world: World) {
        on_sale(&world).await;
        let order = noted(&world, "ADA-1", "ada@example.com").await;
        sold(&world, order, "1").await;
        let license = licenses_of(&world, order).await.remove(0).id;
        blocked(&world, license, WORDS).await;
        are_shown_and_sealed(&world, order, license).await;
    }

    /// PRI-13
    async fn notes_of_an_earlier_version_are_sealed_at_the_start_and_later_ones_are_nobodys(world: World) {
        on_sale(&world).await;
        let order = order(&world, "ADA-1", "ada@example.com", "en").await;
        sold(&world, order, "1").await;
        let license = licenses_of(&world, order).await.remove(0).id;
        blocked(&world, license, "").await;
        let db = &world.app.db;
        let written = format!("update purchase set note = '{NOTE}'");
        db.writer().execute_unprepared(&written).await.unwrap();
        db.writer().execute_unprepared(&format!("update license set block_note = '{WORDS}'")).await.unwrap();
        let mark = [old_columns::mark_id(note::SEALED).into()];
        let text = "delete from subject_key where id = $1";
        db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, mark)).await.unwrap();
        assert!(world.dump().await.contains(NOTE), "the control look");
        start_again(&world).await;
        are_shown_and_sealed(&world, order, license).await;

        db.writer().execute_unprepared("update license set block_note = 'planted'").await.unwrap();
        start_again(&world).await;
        are_shown_and_sealed(&world, order, license).await;
        assert!(!world.dump().await.contains("planted"));
    }

    /// ACC-2, ACC-17
    async fn who_only_typed_an_address_has_no_say_over_its_orders(world: World) {
        on_sale(&world).await;
        let stranger = account(&world, "ada@example.com", Lang::En).await;
        let text = "update account set state = 'pending_confirmation'";
        world.app.db.writer().execute_unprepared(text).await.unwrap();
        let order = order(&world, "ADA-1", "ada@example.com", "en").await;
        raise(&world, AccountConfirmed::of(stranger)).await;
        assert_eq!(kept(&world, order).await.buyer_account, None, "it is not confirmed");
        raise(&world, AccountDeleted { account: stranger }).await;
        let order = kept(&world, order).await;
        assert!(order.buyer_lookup.is_some() && order.buyer_email_sealed.is_some() && order.unclaimed_since.is_some());
    }

    /// PRI-2
    async fn the_address_of_a_buyer_without_an_account_is_forgotten_after_three_years(world: World) {
        on_sale(&world).await;
        let old = order(&world, "OLD-1", "ada@example.com", "en").await;
        world.advance(DAY);
        let young = order(&world, "YOUNG-1", "bob@example.com", "en").await;
        let due = world.cx().now().plus(-DAY).0;
        assert_eq!(UnclaimedBuyers.erase(&world.cx(), due - 1, 500).await.unwrap(), 0);
        assert_eq!(UnclaimedBuyers.erase(&world.cx(), due, 500).await.unwrap(), 1);
        assert!(knows_nobody(&kept(&world, old).await));
        assert!(!knows_nobody(&kept(&world, young).await));
        assert_eq!(UnclaimedBuyers.erase(&world.cx(), due, 500).await.unwrap(), 0, "done once");
    }
}
