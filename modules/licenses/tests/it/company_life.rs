//! Devices, reserve, merge and renewal of a company's licenses (LIC-24): the same pages and rules as in an account, by who manages licenses.

use crate::company::TestCompany;
use crate::people::signed_in;
use crate::shop::{Shop, Sold, activate, device, stored, tamper, text};
use axum::http::StatusCode;
use gatehouse_companies::model::rights::CompanyRight::{ManageLicenses, ManageUsers};
use gatehouse_core::{DAY, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use gatehouse_licenses::actions::deactivate_device::deactivate_device;
use gatehouse_licenses::actions::merge::{Merge, merge};
use gatehouse_licenses::actions::tell_companies::{tell_companies_of_ends, tell_companies_of_renewals};
use gatehouse_licenses::model::auto_renewal::WishState;
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::tables::{auto_renewal, license};
use gatehouse_testkit::{World, both_engines};

/// A license of the company that runs for so many days more.
async fn running(world: &World, shop: &Shop, acme: &TestCompany, seats: i64, days: i64) -> Sold {
    let sold = shop.sell(world, seats).await;
    acme.add_code(world, &sold.code).await;
    let (now, end) = (world.cx().now(), world.cx().now().plus(days * DAY));
    tamper(world, &sold, |row| {
        row.first_activated_at = Set(Some(now));
        row.ends_at = Set(Some(end));
        row.ends_order = Set(end.0);
    })
    .await;
    sold
}

both_engines! {
    /// LIC-24, LIC-13
    async fn who_manages_licenses_names_devices_and_frees_their_seats(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let other = TestCompany::found(&world, "Other").await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        let plain = acme.add(&world, "plain@example.com", &[ManageUsers]).await;
        let sold = running(&world, &shop, &acme, 3, 100).await;
        let seat = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let seat = text(&seat, "activation");
        let page = acme.at(&format!("/{}", sold.license));
        let at = |page: &str| acme.at(&format!("/{}/devices/{seat}/{page}", sold.license));
        let mut browser = signed_in(&world, manager.account);
        let shown = browser.get(&page).await.expect(StatusCode::OK).body;
        assert!(shown.contains(&at("rename")) && shown.contains(&at("deactivate")) && shown.contains("/renewal"), "{shown}");
        let renamed = browser.post(&at("rename"), &[("name", "Front desk")]).await;
        assert_eq!(renamed.location(), format!("{page}#devices"), "{}", renamed.body);
        assert!(browser.get(&page).await.body.contains("Front desk"));
        let question = browser.get(&at("deactivate")).await.expect(StatusCode::OK).body;
        assert!(question.contains("Front desk") && question.contains(&acme.at("")), "{question}");
        browser.get(&at("together")).await.expect(StatusCode::OK);
        // Neither who lacks the right nor another company.
        for page in ["rename", "deactivate", "together"] {
            let mut without = signed_in(&world, plain.account);
            without.get(&at(page)).await.expect(StatusCode::FORBIDDEN);
            without.post(&at(page), &[("name", "Mine")]).await.expect(StatusCode::FORBIDDEN);
            let foreign = other.at(&format!("/{}/devices/{seat}/{page}", sold.license));
            signed_in(&world, other.owner).get(&foreign).await.expect(StatusCode::NOT_FOUND);
        }
        let hidden = signed_in(&world, plain.account).get(&page).await.expect(StatusCode::OK).body;
        assert!(!hidden.contains("Front desk"), "{hidden}");
        let id = Uuid::parse_str(&seat).unwrap();
        for (account, company) in [(plain.account, acme.id), (other.owner, other.id), (other.owner, acme.id)] {
            let refused = deactivate_device(&world.cx_of(account), Behalf::Company(company), sold.license, id).await;
            assert!(refused.is_err());
        }
        let freed = browser.post(&at("deactivate"), &[]).await;
        assert_eq!(freed.location(), page, "{}", freed.body);
        assert_eq!(stored(&world, &sold).await.seats_used, 0);
        let told = world.mails().await.into_iter().filter(|mail| mail.kind == "licenses.seat_freed");
        let mut told: Vec<String> = told.map(|mail| mail.to).collect();
        told.sort();
        assert_eq!(told, ["manager@example.com", acme.email.as_str()]);
        let log = signed_in(&world, acme.owner).get(&format!("/c/{}/audit", acme.word)).await.expect(StatusCode::OK).body;
        assert!(log.contains("License changed") && log.contains("Ulla User"), "{log}");
    }

    /// LIC-24, LIC-19
    async fn codes_of_a_company_wait_as_a_reserve_and_become_one(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        let plain = acme.add(&world, "plain@example.com", &[ManageUsers]).await;
        let (a, b) = (running(&world, &shop, &acme, 2, 20).await, running(&world, &shop, &acme, 3, 10).await);
        let renewal = shop.sell(&world, 5).await;
        acme.add_code(&world, &renewal.code).await;
        let at = |page: &str| acme.at(&format!("/{}/{page}", a.license));
        let mut browser = signed_in(&world, manager.account);
        let form = browser.get(&at("reserve")).await.expect(StatusCode::OK).body;
        assert!(form.contains(&renewal.license.to_string()), "{form}");
        let other = renewal.license.to_string();
        let added = browser.post(&at("reserve"), &[("other", other.as_str())]).await;
        assert_eq!(added.location(), acme.at(&format!("/{}", a.license)), "{}", added.body);
        assert_eq!(stored(&world, &renewal).await.reserve_for, Some(a.license));
        browser.post(&at("reserve/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(stored(&world, &renewal).await.reserve_for, None);
        let (one, two) = (a.license.to_string(), b.license.to_string());
        let chosen = [("licenses", one.as_str()), ("licenses", two.as_str()), ("renewal", other.as_str())];
        browser.post(&at("merge"), &chosen).await.expect(StatusCode::OK);
        let input = Merge { licenses: vec![a.license, b.license], renewal: Some(renewal.license) };
        for account in [plain.account, world.cx().id()] {
            assert!(merge(&world.cx_of(account), Behalf::Company(acme.id), &input).await.is_err());
        }
        let confirmed: Vec<(&str, &str)> = chosen.into_iter().chain([("step", "confirm")]).collect();
        let merged = browser.post(&at("merge"), &confirmed).await;
        let made = stored(&world, &a).await.merged_into.unwrap();
        assert_eq!(merged.location(), acme.at(&format!("/{made}")), "{}", merged.body);
        assert!(acme.licenses(&world).await.contains(&made));
        assert!(browser.get(&acme.at(&format!("/{made}"))).await.body.contains("You can still undo the merge"));
        let undone = browser.post(&acme.at(&format!("/{made}/merge/undo")), &[]).await;
        assert_eq!(undone.location(), acme.at(""), "{}", undone.body);
        assert_eq!(stored(&world, &b).await.superseded_at, None);
        let made = license::Entity::find_by_id(made).one(world.app.db.reader()).await.unwrap().unwrap();
        assert!(made.superseded_at.is_some());
    }

    /// LIC-24, LIC-8
    async fn automatic_renewal_of_a_companys_license_is_switched_by_who_manages_licenses(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        let plain = acme.add(&world, "plain@example.com", &[ManageUsers]).await;
        let sold = running(&world, &shop, &acme, 2, 20).await;
        let at = acme.at(&format!("/{}/renewal", sold.license));
        signed_in(&world, plain.account).get(&at).await.expect(StatusCode::FORBIDDEN);
        let mut browser = signed_in(&world, manager.account);
        browser.get(&at).await.expect(StatusCode::OK);
        browser.post(&at, &[("wish", "on")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.post(&at, &[("wish", "on"), ("confirm", "true")]).await.location(), at);
        let own = auto_renewal::Entity::find().filter(auto_renewal::Column::LicenseId.eq(sold.license));
        assert_eq!(own.one(world.app.db.reader()).await.unwrap().unwrap().wished_by, Some(manager.account));
        let mail = world.last_mail_to("manager@example.com").await;
        assert_eq!(mail.kind, "licenses.renewal_switched");
        assert!(mail.text.contains("/licenses/"), "{}", mail.text);
        // The address that mails to all holders name leads to the company's page.
        let led = browser.get(&format!("/licenses/{}/renewal", sold.license)).await;
        assert_eq!(led.location(), at, "{}", led.body);
    }

    /// COM-13, LIC-8
    async fn who_manages_licenses_is_told_of_ends_until_they_switch_it_off_and_of_renewals_always(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        acme.add(&world, "plain@example.com", &[ManageUsers]).await;
        let sold = running(&world, &shop, &acme, 2, 10).await;
        let start = Uuid::nil();
        let ends = async || tell_companies_of_ends(&world.cx(), start).await.unwrap().map(|(_, mails)| mails);
        assert_eq!(tell_companies_of_ends(&world.cx(), start).await.unwrap(), Some((acme.id, 2)));
        assert_eq!(ends().await, Some(0), "each step is told once");
        assert!(tell_companies_of_ends(&world.cx(), acme.id).await.unwrap().is_none());
        let mail = world.last_mail_to("manager@example.com").await;
        assert_eq!(mail.kind, "licenses.expires");
        assert!(mail.text.contains("you manage the licenses of Acme") && mail.one_click.is_some(), "{}", mail.text);
        let mut browser = signed_in(&world, manager.account);
        browser.post(&format!("/c/{}/notices", acme.word), &[]).await.expect(StatusCode::SEE_OTHER);
        world.advance(4 * DAY);
        assert_eq!(ends().await, Some(1), "the owner alone");
        let renewal = auto_renewal::ActiveModel {
            id: Set(world.cx().id()),
            license_id: Set(sold.license),
            is_on: Set(true),
            renews_at: Set(Some(world.cx().now().plus(5 * DAY))),
            manage_sealed: Set(None),
            told_at: Set(None),
            wish: Set(None),
            state: Set(WishState::None),
            wished_at: Set(None),
            wished_by: Set(None),
            version: Set(1),
        };
        auto_renewal::Entity::insert(renewal).exec_without_returning(world.app.db.writer()).await.unwrap();
        assert_eq!(tell_companies_of_renewals(&world.cx(), start).await.unwrap(), Some((acme.id, 2)));
        assert_eq!(tell_companies_of_renewals(&world.cx(), start).await.unwrap(), Some((acme.id, 0)));
        let mail = world.last_mail_to("manager@example.com").await;
        assert!(mail.text.contains(&acme.at(&format!("/{}/renewal", sold.license))), "{}", mail.text);
        assert_eq!(ends().await, None, "what the shop renews does not end");
    }
}
