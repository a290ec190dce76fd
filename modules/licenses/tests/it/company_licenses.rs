//! The pages of a company's licenses (LIC-24, COM-15).

use crate::company::TestCompany;
use crate::people::{proven, signed_in};
use crate::shop::{Shop, activate, at, device, tamper};
use axum::http::StatusCode;
use gatehouse_catalog::tables::application;
use gatehouse_companies::model::rights::CompanyRight::{ManageLicenses, ManageUsers};
use gatehouse_core::{DAY, Lang};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{EntityTrait, IntoActiveModel, Set};
use gatehouse_licenses::actions::company::key_file::{Wanted, company_key_file};
use gatehouse_testkit::both_engines;

/// First and last group, as lists show a code.
fn masked(code: &str) -> String {
    format!("{}-•••••-•••••-{}", &code[..5], &code[18..])
}

both_engines! {
    /// LIC-24, COM-15, SUP-22
    async fn every_member_sees_the_list_and_who_manages_licenses_changes_it(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let plain = acme.add(&world, "plain@example.com", &[ManageUsers]).await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        let empty = signed_in(&world, plain.account).get(&acme.at("")).await.expect(StatusCode::OK).body;
        assert!(empty.contains("No licenses here") && !empty.contains(&acme.at("/add")), "{empty}");
        assert!(empty.contains("New purchases are added by hand") && empty.contains("technical support covers"), "{empty}");
        let mut browser = signed_in(&world, manager.account);
        let added = browser.post(&acme.at("/add"), &[("code", sold.code.as_str())]).await;
        assert_eq!(added.location(), acme.at(&format!("/{}", sold.license)), "{}", added.body);
        for (account, manages) in [(plain.account, false), (manager.account, true), (acme.owner, true)] {
            let mut browser = signed_in(&world, account);
            let list = browser.get(&acme.at("")).await.expect(StatusCode::OK).body;
            assert!(list.contains("Lantern") && list.contains(&masked(&sold.code)), "{list}");
            assert!(!list.contains(&sold.code), "no list shows a whole code: {list}");
            assert_eq!(list.contains(&acme.at("/add")), manages, "{list}");
            assert_eq!(list.contains(&acme.at(&format!("/{}/remove", sold.license))), manages, "{list}");
            let page = browser.get(&acme.at(&format!("/{}", sold.license))).await.expect(StatusCode::OK).body;
            for told in ["ORD-1", "Lantern Desktop", &masked(&sold.code)] {
                assert!(page.contains(told), "{told}: {page}");
            }
            assert_eq!(page.contains("/key-files/make"), manages, "{page}");
            assert_eq!(page.contains("you need the right"), !manages, "{page}");
            let file = browser.get(&acme.at(".csv")).await.expect(StatusCode::OK).body;
            assert!(file.contains("Lantern") && !file.contains(&sold.code), "{file}");
            let add = browser.get(&acme.at("/add")).await;
            assert_eq!(add.status, if manages { StatusCode::OK } else { StatusCode::FORBIDDEN });
        }
        let refused = signed_in(&world, plain.account).post(&acme.at("/add"), &[("code", sold.code.as_str())]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains("Manage licenses") && refused.body.contains("Olga Owner"), "{}", refused.body);
    }

    /// LIC-24
    async fn the_list_filters_by_status_and_sorts_by_end_both_ways(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let now = world.cx().now();
        let (late, soon, open) = (shop.sell(&world, 1).await, shop.sell(&world, 1).await, shop.sell(&world, 1).await);
        for sold in [&late, &soon, &open] {
            acme.add_code(&world, &sold.code).await;
        }
        for (sold, ends) in [(&late, at("2037-05-01T00:00:00Z")), (&soon, now.plus(DAY))] {
            tamper(&world, sold, |row| {
                row.first_activated_at = Set(Some(now));
                row.ends_at = Set(Some(ends));
                row.ends_order = Set(ends.0);
            }).await;
        }
        let mut browser = signed_in(&world, acme.owner);
        let place = |body: &str, code: &str| body.find(&masked(code)).unwrap_or_else(|| panic!("{code}: {body}"));
        let up = browser.get(&acme.at("")).await.expect(StatusCode::OK).body;
        assert!(place(&up, &soon.code) < place(&up, &late.code) && place(&up, &late.code) < place(&up, &open.code), "{up}");
        let down = browser.get(&acme.at("?sort=-ends")).await.expect(StatusCode::OK).body;
        assert!(place(&down, &late.code) < place(&down, &soon.code), "{down}");
        for (status, shown) in [("active", [true, true, false]), ("not_activated", [false, false, true]), ("expiring", [false, true, false])] {
            let page = browser.get(&acme.at(&format!("?status={status}"))).await.expect(StatusCode::OK).body;
            let found = [&late, &soon, &open].map(|sold| page.contains(&masked(&sold.code)));
            assert_eq!(found, shown, "{status}: {page}");
        }
        world.advance(2 * DAY);
        let expired = browser.get(&acme.at("?status=expired")).await.expect(StatusCode::OK).body;
        assert!(expired.contains(&masked(&soon.code)) && !expired.contains(&masked(&late.code)), "{expired}");
    }

    /// LIC-24, LIC-11
    async fn a_license_for_two_groups_of_applications_stands_twice_each_with_its_key_file(world: World) {
        let shop = Shop::open(&world).await;
        let row = application::Model {
            id: world.cx().id(),
            product_id: shop.product,
            code: "lantern-field".into(),
            name: "Lantern Field".into(),
            platform: gatehouse_catalog::model::platform::Platform::Linux,
            download_url: String::new(),
            key_group: "field".into(),
        };
        let writer = world.app.db.writer();
        application::Entity::insert(row.into_active_model()).exec_without_returning(writer).await.unwrap();
        let sold = shop.sell(&world, 2).await;
        let acme = TestCompany::found(&world, "Acme").await;
        acme.add_code(&world, &sold.code).await;
        let mut browser = proven(&world, acme.owner);
        let made = browser.post(&acme.at(&format!("/{}/key-files/make", sold.license)), &[("copy", "1")]).await;
        made.expect(StatusCode::OK);
        let file = browser.get(&acme.at(".csv?columns=product,key_file")).await.expect(StatusCode::OK).body;
        let names: Vec<&str> = file.lines().skip(1).filter_map(|line| line.split(',').next_back()).collect();
        assert_eq!(names.len(), 2, "{file}");
        assert!(names.iter().all(|name| name.ends_with(".key")) && names[0] != names[1], "{file}");
        let again = browser.get(&acme.at(".csv?columns=product,key_file")).await.expect(StatusCode::OK).body;
        assert_eq!(file, again);
    }

    /// LIC-24, LIC-4, ACC-10
    async fn the_whole_code_takes_the_right_and_a_fresh_proof(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let acme = TestCompany::found(&world, "Acme").await;
        acme.add_code(&world, &sold.code).await;
        let plain = acme.add(&world, "plain@example.com", &[]).await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        let page = acme.at(&format!("/{}/code", sold.license));
        assert_eq!(proven(&world, plain.account).post(&page, &[]).await.status, StatusCode::FORBIDDEN);
        let unproven = signed_in(&world, manager.account).post(&page, &[]).await;
        assert!(unproven.location().starts_with("/step-up"), "{}", unproven.location());
        let shown = proven(&world, manager.account).post(&page, &[]).await.expect(StatusCode::OK).body;
        assert!(shown.contains(&sold.code), "{shown}");
        assert_eq!(crate::shop::log(&world, sold.license, "license.code_shown").await, 1);
        assert_eq!(crate::shop::log(&world, acme.id, "license.company_code_shown").await, 1);
        let looked = proven(&world, manager.account).get(&page).await.expect(StatusCode::OK).body;
        assert!(!looked.contains(&sold.code), "a link from elsewhere shows nothing: {looked}");
    }

    /// LIC-24, LIC-12
    async fn a_key_file_is_made_again_with_its_serial_number(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let acme = TestCompany::found(&world, "Acme").await;
        acme.add_code(&world, &sold.code).await;
        let plain = acme.add(&world, "plain@example.com", &[]).await;
        let make = acme.at(&format!("/{}/key-files/make", sold.license));
        assert_eq!(proven(&world, plain.account).post(&make, &[("copy", "1")]).await.status, StatusCode::FORBIDDEN);
        assert!(signed_in(&world, acme.owner).post(&make, &[("copy", "1")]).await.location().starts_with("/step-up"));
        let mut browser = proven(&world, acme.owner);
        let first = browser.post(&make, &[("copy", "1")]).await.expect(StatusCode::OK);
        let again = browser.post(&make, &[("copy", "1")]).await.expect(StatusCode::OK);
        assert_eq!(first.headers["content-disposition"], again.headers["content-disposition"], "the same serial number");
        let page = browser.get(&acme.at(&format!("/{}", sold.license))).await.expect(StatusCode::OK).body;
        assert!(page.contains("Serial number of the key file"), "{page}");
        let archive = company_key_file(&world.cx_of(acme.owner), acme.id, sold.license, Wanted::Copy(1)).await.unwrap();
        let (_, claims, _) = crate::key_files::opened(&archive.bytes);
        assert_eq!(claims.lic.holder.as_deref(), Some("Acme"), "a key file names the company");
        assert!(page.contains(&claims.jti.to_string()), "{page}");
        assert_eq!(crate::shop::log(&world, acme.id, "license.company_key_file").await, 3);
    }

    /// LIC-24, LIC-7, COM-13
    async fn removing_warns_while_it_is_active_and_what_expired_does_not_come_back(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let acme = TestCompany::found(&world, "Acme").await;
        acme.add_code(&world, &sold.code).await;
        let remove = acme.at(&format!("/{}/remove", sold.license));
        let mut browser = signed_in(&world, acme.owner);
        let calm = browser.get(&remove).await.expect(StatusCode::OK).body;
        assert!(!calm.contains("This license is active"), "{calm}");
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let warned = browser.get(&remove).await.expect(StatusCode::OK).body;
        assert!(warned.contains("technical support for Lantern ends"), "{warned}");
        let unticked = browser.post(&remove, &[]).await;
        assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(acme.licenses(&world).await, [sold.license]);
        assert_eq!(browser.post(&remove, &[("confirm", "true")]).await.location(), acme.at(""));
        assert!(acme.licenses(&world).await.is_empty());
        assert_eq!(browser.post(&remove, &[("confirm", "true")]).await.status, StatusCode::NOT_FOUND);
        world.run_jobs().await;
        let told: Vec<_> = world.mails().await.into_iter().filter(|mail| mail.to == acme.email && mail.kind == "companies.news").collect();
        assert_eq!(told.len(), 2, "{:?}", told.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
        assert!(told.iter().all(|mail| mail.text.contains("Acme") && mail.text.contains("Lantern")), "{}", told[0].text);
        world.advance(400 * DAY);
        let expired = browser.post(&acme.at("/add"), &[("code", sold.code.as_str())]).await;
        assert_eq!(expired.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(expired.body.contains("expired") && acme.licenses(&world).await.is_empty(), "{}", expired.body);
    }

    /// LIC-24, COM-13
    async fn a_mail_for_all_holders_leads_a_member_to_the_companys_page(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let acme = TestCompany::found(&world, "Acme").await;
        acme.add_code(&world, &sold.code).await;
        let personal = format!("/licenses/{}", sold.license);
        assert_eq!(signed_in(&world, acme.owner).get(&personal).await.location(), acme.at(&format!("/{}", sold.license)));
        let stranger = crate::blocks::account(&world, "stranger@example.com", Lang::En).await;
        assert_eq!(signed_in(&world, stranger).get(&personal).await.status, StatusCode::NOT_FOUND);
        let other = TestCompany::found(&world, "Other").await;
        assert_eq!(signed_in(&world, other.owner).get(&personal).await.status, StatusCode::NOT_FOUND);
        let theirs = other.at(&format!("/{}", sold.license));
        for page in [theirs.clone(), format!("{theirs}/remove"), acme.at(""), acme.at(&format!("/{}", sold.license))] {
            assert_eq!(signed_in(&world, other.owner).get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        assert_eq!(proven(&world, other.owner).post(&format!("{theirs}/code"), &[]).await.status, StatusCode::NOT_FOUND);
        let make = format!("{theirs}/key-files/make");
        assert_eq!(proven(&world, other.owner).post(&make, &[("copy", "1")]).await.status, StatusCode::NOT_FOUND);
    }

    /// LIC-24, ACC-1
    async fn the_pages_are_there_in_each_language(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let acme = TestCompany::found(&world, "Acme").await;
        acme.add_code(&world, &sold.code).await;
        for (tag, title) in [("en", "Company licenses"), ("ja", "会社のライセンス"), ("ru", "Лицензии компании")] {
            let mut browser = signed_in(&world, acme.owner);
            browser.set_cookie("gh_lang", tag);
            for page in ["", "/add", &format!("/{}", sold.license), &format!("/{}/remove", sold.license)] {
                let body = browser.get(&acme.at(page)).await.expect(StatusCode::OK).body;
                assert!(body.contains(title), "{tag} {page}: {body}");
            }
        }
        let cx = world.cx();
        let left = gatehouse_licenses::tables::license::Entity::update_many()
            .col_expr(gatehouse_licenses::tables::license::Column::BlockReason, Expr::value("over_use"))
            .col_expr(gatehouse_licenses::tables::license::Column::BlockFrom, Expr::value(cx.now()))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        assert_eq!(left.rows_affected, 1);
        let blocked = signed_in(&world, acme.owner).get(&acme.at("?status=blocked")).await.expect(StatusCode::OK).body;
        assert!(blocked.contains(&masked(&sold.code)), "{blocked}");
    }
}
