//! The renewal center and automatic renewal (LIC-8), and a lost code (LIC-12).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, clerk, mail_of, program, staff};
use crate::people::signed_in;
use crate::sellers::corner_shop;
use crate::shop::{Shop, Sold, log, tamper};
use axum::http::{Method, StatusCode};
use gatehouse_accounts::actions::choose_notifications::choose_notifications;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_core::{DAY, HOUR, Lang, Moment, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait as _, Set};
use gatehouse_licenses::actions::add_seller::add_seller;
use gatehouse_licenses::actions::name_seller::{NameSeller, name_seller};
use gatehouse_licenses::actions::switch_auto_renewal::{SwitchAutoRenewal, switch_auto_renewal};
use gatehouse_licenses::actions::tell_of_renewals::tell_of_renewals;
use gatehouse_licenses::mails::license_expires;
use gatehouse_licenses::model::auto_renewal::{Wish, WishState};
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::tables::{auto_renewal, auto_renewal_consent, renewal_notice};
use gatehouse_testkit::{World, both_engines};
use serde_json::json;

const ADA: &str = "ada@example.com";
const SHOP: &str = "help@corner.example";

/// A license of Ada's that ends in so many days, sold by the corner shop.
async fn held(world: &World, days: i64) -> (Shop, Sold, Uuid) {
    let shop = Shop::open(world).await;
    add_seller(&world.cx(), &corner_shop()).await.unwrap();
    name_seller(&world.cx(), &NameSeller { order: shop.order, seller: "corner-shop".into(), expected: None })
        .await
        .unwrap();
    let ada = account(world, ADA, Lang::En).await;
    let sold = ending(world, &shop, ada, days).await;
    (shop, sold, ada)
}

/// A license of this account that ends in so many days.
pub(crate) async fn ending(world: &World, shop: &Shop, account: Uuid, days: i64) -> Sold {
    let sold = shop.sell(world, 1).await;
    shop.give(world, &sold, account).await;
    let ends = world.cx().now().plus(days * DAY);
    tamper(world, &sold, |row| {
        row.ends_at = Set(Some(ends));
        row.ends_order = Set(ends.0);
        row.first_activated_at = Set(Some(Moment(1)));
    })
    .await;
    sold
}

async fn row(world: &World) -> auto_renewal::Model {
    auto_renewal::Entity::find().one(world.cx().read()).await.unwrap().unwrap()
}

async fn tell(world: &World, license: Uuid, told: &serde_json::Value) {
    let path = format!("/api/v1/licenses/{license}/auto-renewal");
    program(world, ALL_SCOPES).json(Method::PUT, &path, told).await.expect(StatusCode::NO_CONTENT);
}

async fn count(world: &World, kind: &str) -> usize {
    world.mails().await.iter().filter(|mail| mail.kind == kind).count()
}

both_engines! {
    /// LIC-8, ALL-2
    async fn the_renewal_center_lists_licenses_by_their_end_with_the_way_to_renew_each(world: World) {
        let (shop, soon, ada) = held(&world, 12).await;
        let late = ending(&world, &shop, ada, 200).await;
        let open = gatehouse_db::sea_orm::ConnectionTrait::execute_unprepared(
            world.app.db.writer(), "update product set renew_url = 'https://shop.example/renew?license={license}'").await;
        open.unwrap();
        let mut browser = signed_in(&world, ada);
        let page = browser.get("/licenses/renewals").await.expect(StatusCode::OK).body;
        let place = |sold: &Sold| page.find(&format!("/licenses/{}/renewal", sold.license));
        assert!(place(&soon).is_some() && place(&soon) < place(&late), "{page}");
        assert!(page.contains(&format!("renew?license={}", soon.number)) && page.contains("Corner Shop GmbH"), "{page}");
        let file = browser.get("/licenses/renewals.csv").await.expect(StatusCode::OK).body;
        assert_eq!(file.lines().count(), 3, "{file}");
        // Opened from the license, whose number nobody types.
        let license = browser.get(&format!("/licenses/{}", soon.license)).await.expect(StatusCode::OK).body;
        assert!(license.contains(&format!("href=\"/licenses/{}/renewal\"", soon.license)), "{license}");
        let one = browser.get(&format!("/licenses/{}/renewal", soon.license)).await.expect(StatusCode::OK).body;
        assert!(one.contains(&format!("renew?license={}", soon.number)) && one.contains("Corner Shop GmbH charges the price"), "{one}");
        let mut other = signed_in(&world, Uuid::from_u128(0xB0B));
        other.get(&format!("/licenses/{}/renewal", soon.license)).await.expect(StatusCode::NOT_FOUND);
        assert!(!other.get("/licenses/renewals").await.expect(StatusCode::OK).body.contains(&soon.number));
    }

    /// LIC-8, PRI-7
    async fn automatic_renewal_is_asked_of_the_seller_agreed_to_in_writing_and_true_once_the_shop_says_so(world: World) {
        let (_, sold, ada) = held(&world, 100).await;
        let at = format!("/licenses/{}/renewal", sold.license);
        let mut browser = signed_in(&world, ada);
        let unticked = browser.post(&at, &[("wish", "on")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unticked.body.contains("Check the box to agree"), "{}", unticked.body);
        let done = browser.post(&at, &[("wish", "on"), ("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        let page = browser.follow(done).await.body;
        assert!(page.contains("Waiting for the seller") && page.contains("Turn off"), "{page}");
        let asked = mail_of(&world, "licenses.renewal_asked", SHOP).await;
        assert!(asked.text.contains("ORD-1") && !asked.text.contains(ADA), "it names nobody: {}", asked.text);
        assert!(mail_of(&world, "licenses.renewal_switched", ADA).await.text.contains("agreed to be charged"));
        let consent = auto_renewal_consent::Entity::find().one(world.cx().read()).await.unwrap().unwrap();
        assert_eq!((consent.account_id, consent.text_version, consent.seller.as_str(), consent.ended_at), (Some(ada), 1, "Corner Shop GmbH", None));
        let before = row(&world).await;
        assert_eq!((before.is_on, before.wish, before.state), (false, Some(Wish::On), WishState::Sent));
        // Asked twice, the seller is written to once.
        browser.post(&at, &[("wish", "on"), ("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(count(&world, "licenses.renewal_asked").await, 1);

        tell(&world, sold.license, &json!({"state": "on", "renews_on": "2027-03-01", "manage_url": "https://corner.example/s/5c1d"})).await;
        let page = browser.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Renews automatically on") && page.contains("https://corner.example/s/5c1d"), "{page}");
        assert!(!world.dump().await.contains("corner.example/s/5c1d"), "such links open without a password");
        let answer = program(&world, ALL_SCOPES).get(&format!("/api/v1{}", at.replace("/renewal", "/auto-renewal"))).await.expect(StatusCode::OK).json();
        assert_eq!((&answer["is_on"], &answer["wish"]), (&json!(true), &json!(null)));

        // Off takes no more than on, and nothing is ticked for it.
        browser.post(&at, &[("wish", "off")]).await.expect(StatusCode::SEE_OTHER);
        let consent = auto_renewal_consent::Entity::find().one(world.cx().read()).await.unwrap().unwrap();
        assert!(consent.ended_at.is_some());
        for _ in 0..3 {
            world.advance(9 * HOUR);
            world.run_jobs().await;
        }
        assert_eq!(row(&world).await.state, WishState::Unconfirmed);
        let list = clerk(&world).get("/staff/renewals?state=unconfirmed").await.expect(StatusCode::OK).body;
        assert!(list.contains("No answer for a day") && list.contains("/auto-renewal"), "{list}");
        let form = format!("/staff/licenses/{}/auto-renewal", sold.license);
        clerk(&world).post(&form, &[("state", "refused")]).await.expect(StatusCode::SEE_OTHER);
        let page = browser.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("didn’t carry out") && row(&world).await.is_on, "{page}");
        clerk(&world).post(&form, &[("state", "off")]).await.expect(StatusCode::SEE_OTHER);
        assert!(!row(&world).await.is_on);
        assert_eq!(log(&world, sold.license, "license.auto_renewal_told").await, 3);
        staff(&world, "support").get(&form).await.expect(StatusCode::FORBIDDEN);
        staff(&world, "support").get("/staff/renewals").await.expect(StatusCode::OK);
        for (wrong, field) in [(json!({"state": "maybe"}), "state"), (json!({"state": "on", "manage_url": "http://corner.example"}), "manage_url"),
            (json!({"state": "on", "renews_on": "soon"}), "renews_on")] {
            let path = format!("/api/v1/licenses/{}/auto-renewal", sold.license);
            let refused = program(&world, ALL_SCOPES).json(Method::PUT, &path, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.json()["field"], field, "{}", refused.body);
        }
    }

    /// LIC-8
    async fn a_renewal_is_told_thirty_days_before_once_to_everybody_and_no_expiry_beside_it(world: World) {
        let (shop, sold, ada) = held(&world, 40).await;
        choose_notifications(&world.cx_of(ada), &[license_expires::NOTIFICATION]).await.unwrap();
        let renews = world.cx().now().plus(40 * DAY);
        tell(&world, sold.license, &json!({"state": "on", "renews_on": renews.rfc3339()})).await;
        let other = ending(&world, &shop, ada, 45).await;
        tell(&world, other.license, &json!({"state": "off"})).await;
        let mut told = Vec::new();
        for day in 1..=41 {
            world.advance(DAY);
            world.run_jobs().await;
            world.run_jobs().await;
            if count(&world, "licenses.renewal_ahead").await > 0 && told.is_empty() {
                told.push(day);
                let mail = mail_of(&world, "licenses.renewal_ahead", ADA).await;
                assert!(mail.text.contains(&format!("/licenses/{}/renewal", sold.license)) && mail.text.contains("turn automatic renewal off"), "{}", mail.text);
                assert_eq!(renewal_notice::Entity::find().count(world.cx().read()).await.unwrap(), 1);
            }
        }
        assert_eq!(told, [10]);
        let mails = world.mails().await;
        let expiry: Vec<_> = mails.iter().filter(|mail| mail.kind == "licenses.expires").collect();
        assert!(!expiry.is_empty() && expiry.iter().all(|mail| !mail.text.contains(&sold.license.to_string())), "it does not expire");
    }

    /// LIC-8
    async fn one_mail_tells_a_person_of_all_their_renewals_and_a_second_run_of_none(world: World) {
        let (shop, first, ada) = held(&world, 20).await;
        let second = ending(&world, &shop, ada, 25).await;
        for (sold, days) in [(&first, 20), (&second, 25)] {
            let renews = world.cx().now().plus(days * DAY);
            tell(&world, sold.license, &json!({"state": "on", "renews_on": renews.rfc3339()})).await;
        }
        let start = (Moment(0), Uuid::nil());
        let (last, mails) = tell_of_renewals(&world.cx(), start).await.unwrap().unwrap();
        assert_eq!(mails, 1);
        assert!(tell_of_renewals(&world.cx(), last).await.unwrap().is_none());
        assert!(tell_of_renewals(&world.cx(), start).await.unwrap().is_none(), "each is told once");
        let mail = mail_of(&world, "licenses.renewal_ahead", ADA).await;
        assert_eq!(mail.text.matches("renews on").count(), 2, "{}", mail.text);
        assert!(mail.text.contains("/licenses/renewals"), "{}", mail.text);
        assert_eq!(renewal_notice::Entity::find().count(world.cx().read()).await.unwrap(), 2);
    }

    /// LIC-8, ACC-17
    async fn a_deleted_account_leaves_the_consent_without_a_name(world: World) {
        let (_, sold, ada) = held(&world, 100).await;
        let input = SwitchAutoRenewal { behalf: Behalf::Own, license: sold.license, wish: Wish::On, is_agreed: true };
        assert_eq!(switch_auto_renewal(&world.cx_of(ada), input).await.unwrap(), WishState::Sent);
        let (cx, off) = (world.cx_of(ada), SwitchAutoRenewal { wish: Wish::Off, ..input });
        let (one, other) = tokio::join!(switch_auto_renewal(&cx, off), switch_auto_renewal(&cx, off));
        one.unwrap();
        other.unwrap();
        assert_eq!(count(&world, "licenses.renewal_asked").await, 2, "on, and off once");
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        let consent = auto_renewal_consent::Entity::find().one(cx.read()).await.unwrap().unwrap();
        assert_eq!((consent.account_id, consent.ended_at.is_some()), (None, true));
        assert_eq!(row(&world).await.wished_by, None);
    }

    /// LIC-12, LIC-35
    async fn who_lost_a_code_is_told_three_ways_without_an_account(world: World) {
        let page = world.browser().get("/lost-code").await.expect(StatusCode::OK).body;
        assert!(page.contains("href=\"/licenses\"") && page.contains("href=\"/seller/order\""), "{page}");
        let seller = world.browser().get("/seller").await.expect(StatusCode::OK).body;
        assert!(seller.contains("href=\"/lost-code\""), "{seller}");
    }
}
