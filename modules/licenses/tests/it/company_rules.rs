//! What holds for a company's licenses: who counts, who may, what a clerk looks at, and what becomes of them (LIC-5, LIC-22, LIC-23, LIC-24).

use crate::clerks::{code_in, licenses_of, mail_of, on_sale, order, sold};
use crate::company::TestCompany;
use crate::shop::{Shop, activate, device, log, stored, tamper};
use axum::http::StatusCode;
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::model::rights::CompanyRight::ManageLicenses;
use gatehouse_companies::model::states::CompanyState;
use gatehouse_companies::signals::{AllGoes, Brought, CompanyMerged, CompanyPurged, SharedLicenseProof, Shown};
use gatehouse_companies::tables::company;
use gatehouse_core::{Lang, Refusal as _, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_licenses::actions::company::remove::{RemoveFromCompany, remove_from_company};
use gatehouse_licenses::actions::company::reveal::reveal_to_company;
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::verification_rules::{SetRule, set_rule};
use gatehouse_licenses::actions::verify::{Verdict, verify};
use gatehouse_licenses::model::license::{Kind, Status, status};
use gatehouse_licenses::model::verification::VerificationState;
use gatehouse_licenses::tables::{company_trial, license, license_holder, verification};
use gatehouse_testkit::{World, both_engines};

async fn refused(world: &World, company: &TestCompany, by: Uuid, code: &str) -> &'static str {
    company.try_code(world, by, code).await.unwrap_err().unwrap().code()
}

async fn waiting(world: &World) -> Vec<verification::Model> {
    let rows = verification::Entity::find().filter(verification::Column::State.eq(VerificationState::Waiting));
    rows.all(world.cx().read()).await.unwrap()
}

async fn status_of(world: &World, id: Uuid) -> Status {
    let row = license::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap();
    status(&row, world.cx().now())
}

/// A license of an order that names this company; the license, and its code.
async fn sold_to(world: &World, number: &str, licensee: &str) -> (Uuid, String) {
    let email = format!("{}@example.com", number.to_lowercase());
    let input = CreateOrder {
        number: number.into(),
        source: "shop".into(),
        buyer_email: email.clone(),
        buyer_lang: "en".into(),
        licensee: licensee.into(),
        ..CreateOrder::default()
    };
    let order = create_order(&world.cx(), &input).await.unwrap();
    sold(world, order, "1").await;
    let id = licenses_of(world, order).await.remove(0).id;
    (id, code_in(&world.last_mail_to(&email).await.text))
}

both_engines! {
    /// LIC-5, LIC-24
    async fn a_company_counts_as_one_of_those_who_may_have_a_license(world: World) {
        let shop = Shop::open(&world).await;
        let two = shop.sell(&world, 2).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        let ada = crate::blocks::account(&world, "ada@example.com", Lang::En).await;
        acme.add_code(&world, &two.code).await;
        let again = acme.try_code(&world, manager.account, &two.code).await.unwrap_err().unwrap();
        assert_eq!(again.code(), "license.company_has_it");
        let input = || AddCode { code: two.code.clone().into(), ..AddCode::default() };
        add_code(&world.cx_of(ada), input()).await.unwrap();
        let owner = add_code(&world.cx_of(acme.owner), input()).await.unwrap_err();
        assert_eq!(owner.refusal().map(|refusal| refusal.code()), Some("license.too_many_accounts"));
        let other = TestCompany::found(&world, "Other").await;
        assert_eq!(refused(&world, &other, other.owner, &two.code).await, "license.too_many_accounts");
        let input = RemoveFromCompany { company: acme.id, license: two.license, agreed: true };
        remove_from_company(&world.cx_of(acme.owner), input).await.unwrap();
        other.add_code(&world, &two.code).await;
        for (company, lines) in [(&acme, (1, 1)), (&other, (1, 0))] {
            let told = (log(&world, company.id, "license.company_added").await, log(&world, company.id, "license.company_removed").await);
            assert_eq!(told, lines);
        }
    }

    /// LIC-5, LIC-24
    async fn what_cannot_be_added_is_refused_with_its_reason(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let (expired, blocked) = (shop.sell(&world, 1).await, shop.sell(&world, 1).await);
        let now = world.cx().now();
        tamper(&world, &expired, |row| {
            row.first_activated_at = Set(Some(now));
            row.ends_at = Set(Some(now));
            row.ends_order = Set(now.0);
        }).await;
        tamper(&world, &blocked, |row| {
            row.blocked_at = Set(Some(now));
            row.block_from = Set(Some(now));
        }).await;
        for (code, why) in [
            (expired.code.as_str(), "license.expired"),
            (blocked.code.as_str(), "license.blocked"),
            (&Shop::unknown_code(&world), "code.unknown"),
            ("ABCDE", "code.mistyped"),
        ] {
            assert_eq!(refused(&world, &acme, acme.owner, code).await, why, "{code}");
        }
        assert!(acme.licenses(&world).await.is_empty());
        assert_eq!(log(&world, acme.id, "license.company_added").await, 0);
    }

    /// LIC-24
    async fn two_members_who_add_the_same_code_at_once_add_it_once(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let (one, two) = (
            acme.add(&world, "one@example.com", &[ManageLicenses]).await,
            acme.add(&world, "two@example.com", &[ManageLicenses]).await,
        );
        let (first, second) = tokio::join!(
            acme.try_code(&world, one.account, &sold.code),
            acme.try_code(&world, two.account, &sold.code)
        );
        assert_ne!(first.is_ok(), second.is_ok(), "{first:?} {second:?}");
        let refusal = first.err().or(second.err()).unwrap().unwrap();
        assert_eq!(refusal.code(), "license.company_has_it");
        assert_eq!(acme.licenses(&world).await, [sold.license]);
        assert_eq!(log(&world, acme.id, "license.company_added").await, 1);
    }

    /// LIC-24, COM-3
    async fn a_right_that_was_taken_meanwhile_changes_nothing_any_more(world: World) {
        let shop = Shop::open(&world).await;
        let (held, more) = (shop.sell(&world, 1).await, shop.sell(&world, 1).await);
        let acme = TestCompany::found(&world, "Acme").await;
        let other = TestCompany::found(&world, "Other").await;
        let manager = acme.add(&world, "manager@example.com", &[ManageLicenses]).await;
        acme.try_code(&world, manager.account, &held.code).await.unwrap();
        acme.give(&world, manager.member, &[]).await;
        assert_eq!(refused(&world, &acme, manager.account, &more.code).await, "company.lacks_right");
        let remove = |company: Uuid, license: Uuid| RemoveFromCompany { company, license, agreed: true };
        let cx = world.cx_of(manager.account);
        let removed = remove_from_company(&cx, remove(acme.id, held.license)).await.unwrap_err();
        assert_eq!(removed.refusal().map(|refusal| refusal.code()), Some("company.lacks_right"));
        let shown = reveal_to_company(&cx, acme.id, held.license).await.unwrap_err();
        assert_eq!(shown.refusal().map(|refusal| refusal.code()), Some("company.lacks_right"));
        // The id of a company that is not theirs, and a license that another company has.
        assert_eq!(refused(&world, &acme, other.owner, &more.code).await, "company.no_member");
        let cx = world.cx_of(other.owner);
        let theirs = remove_from_company(&cx, remove(acme.id, held.license)).await.unwrap_err();
        assert_eq!(theirs.refusal().map(|refusal| refusal.code()), Some("company.no_member"));
        let strange = remove_from_company(&cx, remove(other.id, held.license)).await.unwrap_err();
        assert_eq!(strange.refusal().map(|refusal| refusal.code()), Some("license.not_found"));
        let nobody = remove_from_company(&cx, remove(Uuid::from_u128(7), held.license)).await.unwrap_err();
        assert_eq!(nobody.refusal().map(|refusal| refusal.code()), Some("company.not_found"));
        assert_eq!(acme.licenses(&world).await, [held.license]);
    }

    /// LIC-22
    async fn a_company_has_one_trial_of_a_product(world: World) {
        let shop = Shop::open(&world).await;
        let acme = TestCompany::found(&world, "Acme").await;
        let (first, second) = (
            shop.sell_as(&world, 1, |row| row.kind = Kind::Trial).await,
            shop.sell_as(&world, 1, |row| row.kind = Kind::Trial).await,
        );
        acme.add_code(&world, &first.code).await;
        assert_eq!(refused(&world, &acme, acme.owner, &second.code).await, "license.company_trial_taken");
        let input = RemoveFromCompany { company: acme.id, license: first.license, agreed: true };
        remove_from_company(&world.cx_of(acme.owner), input).await.unwrap();
        assert_eq!(refused(&world, &acme, acme.owner, &second.code).await, "license.company_trial_taken");
        acme.add_code(&world, &first.code).await;
        TestCompany::found(&world, "Other").await.add_code(&world, &second.code).await;
    }

    /// LIC-23, COM-2
    async fn a_license_that_was_sold_to_a_company_of_another_name_waits_for_a_clerk(world: World) {
        on_sale(&world).await;
        let acme = TestCompany::found_in(&world, "Acme", "DE", true).await;
        let (same, same_code) = sold_to(&world, "SAME-1", "ACME, Inc.").await;
        let (other, other_code) = sold_to(&world, "OTHER-1", "Ostermoor GmbH").await;
        assert!(!acme.add_code(&world, &same_code).await.is_pending, "the same name, however it is written");
        assert!(acme.add_code(&world, &other_code).await.is_pending);
        assert_eq!(status_of(&world, same).await, Status::NotActivated);
        assert_eq!(status_of(&world, other).await, Status::AwaitingVerification);
        let queue = waiting(&world).await;
        assert_eq!((queue.len(), queue[0].company_id, queue[0].account_id), (1, Some(acme.id), None));
        verify(&world.cx(), queue[0].id, &Verdict::Approve).await.unwrap();
        assert_eq!(status_of(&world, other).await, Status::NotActivated);
        let mail = mail_of(&world, "licenses.verified", &acme.email).await;
        assert!(mail.text.contains(&format!("/c/{}/licenses/{other}", acme.word)), "{}", mail.text);
        let row = company::Entity::find_by_id(acme.id).one(world.cx().read()).await.unwrap().unwrap();
        assert_eq!(row.state, CompanyState::Active, "the clerk's word is what the company waited for");
        let (third, third_code) = sold_to(&world, "OTHER-2", "Ostermoor GmbH").await;
        acme.add_code(&world, &third_code).await;
        let id = waiting(&world).await[0].id;
        let decline = Verdict::Decline { reason: "buyer_unclear".into(), note: "Write to us.".into() };
        verify(&world.cx(), id, &decline).await.unwrap();
        assert!(!acme.licenses(&world).await.contains(&third));
        let mail = mail_of(&world, "licenses.verification_declined", &acme.email).await;
        assert!(mail.text.contains("Write to us.") && mail.text.contains(&format!("/c/{}/licenses", acme.word)), "{}", mail.text);
        assert_eq!(log(&world, acme.id, "license.company_refused").await, 1);
    }

    /// LIC-23
    async fn the_first_license_of_a_country_waits_where_a_clerk_wants_to_see_it(world: World) {
        on_sale(&world).await;
        let rule = SetRule { kind: "first_of_country".into(), about: "beacon".into() };
        set_rule(&world.cx(), &rule).await.unwrap();
        let always = SetRule { kind: "other_name".into(), about: "beacon".into() };
        assert!(set_rule(&world.cx(), &always).await.is_err(), "no clerk sets what always holds");
        let german = TestCompany::found_in(&world, "German", "DE", false).await;
        let second = TestCompany::found_in(&world, "Second", "DE", false).await;
        let french = TestCompany::found_in(&world, "French", "FR", false).await;
        let mut codes = Vec::new();
        for number in ["A-1", "B-1", "C-1", "D-1"] {
            codes.push(sold_to(&world, number, "").await.1);
        }
        assert!(german.add_code(&world, &codes[0]).await.is_pending);
        verify(&world.cx(), waiting(&world).await[0].id, &Verdict::Approve).await.unwrap();
        assert!(!second.add_code(&world, &codes[1]).await.is_pending);
        assert!(french.add_code(&world, &codes[2]).await.is_pending);
        let order = order(&world, "E-1", "e@example.com", "en").await;
        sold(&world, order, "1").await;
        let code = code_in(&world.last_mail_to("e@example.com").await.text);
        let ada = crate::blocks::account(&world, "ada@example.com", Lang::En).await;
        add_code(&world.cx_of(ada), AddCode { code: code.into(), ..AddCode::default() }).await.unwrap();
        assert_eq!(waiting(&world).await.len(), 1, "people are not asked for it");
    }

    /// COM-11, LIC-24
    async fn with_a_company_its_licenses_become_free(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, trial) = (shop.sell(&world, 1).await, shop.sell_as(&world, 1, |row| row.kind = Kind::Trial).await);
        let acme = TestCompany::found(&world, "Acme").await;
        acme.add_code(&world, &sold.code).await;
        acme.add_code(&world, &trial.code).await;
        let cx = world.cx();
        let lines = cx.service::<AllGoes>().unwrap().of(&cx, acme.id).await.unwrap();
        assert_eq!(lines.iter().map(|line| (line.what.as_str(), line.count)).collect::<Vec<_>>(), [("Licenses", 2)]);
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let tx = cx.begin().await.unwrap();
        lock(&cx, &tx, acme.id).await.unwrap().unwrap();
        cx.raise(&tx, CompanyPurged { company: acme.id }).await.unwrap();
        tx.commit().await.unwrap();
        assert!(acme.licenses(&world).await.is_empty());
        assert_eq!(company_trial::Entity::find().count(cx.read()).await.unwrap(), 0);
        assert_eq!(stored(&world, &sold).await.seats_used, 1, "devices stay active");
        TestCompany::found(&world, "Next").await.add_code(&world, &sold.code).await;
    }

    /// COM-2, LIC-24
    async fn the_licenses_of_a_double_become_those_of_the_company_that_is_left(world: World) {
        let shop = Shop::open(&world).await;
        let (both, theirs) = (shop.sell(&world, 2).await, shop.sell(&world, 1).await);
        let trial = shop.sell_as(&world, 1, |row| row.kind = Kind::Trial).await;
        let (acme, double) = (TestCompany::found(&world, "Acme").await, TestCompany::found(&world, "Acme Double").await);
        acme.add_code(&world, &both.code).await;
        for sold in [&both, &theirs, &trial] {
            double.add_code(&world, &sold.code).await;
        }
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, CompanyMerged { from: double.id, into: acme.id }).await.unwrap();
        cx.raise(&tx, CompanyPurged { company: double.id }).await.unwrap();
        tx.commit().await.unwrap();
        let mut all = [both.license, theirs.license, trial.license];
        all.sort_unstable();
        assert_eq!(acme.licenses(&world).await, all);
        assert!(double.licenses(&world).await.is_empty());
        let another = shop.sell_as(&world, 1, |row| row.kind = Kind::Trial).await;
        assert_eq!(refused(&world, &acme, acme.owner, &another.code).await, "license.company_trial_taken");
    }

    /// COM-1, COM-2
    async fn a_license_is_the_proof_of_belonging_to_the_company_that_has_it(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, single) = (shop.sell(&world, 2).await, shop.sell(&world, 1).await);
        let acme = TestCompany::found(&world, "Acme").await;
        let cx = world.cx();
        let proof = cx.service::<SharedLicenseProof>().unwrap().clone();
        let shown = |code: &str| Shown::Code(code.to_owned().into());
        let unknown = proof.read(&cx, &shown(&Shop::unknown_code(&world))).await.unwrap();
        assert_eq!(unknown.unwrap_err().0.code(), "code.unknown");
        let license = proof.read(&cx, &shown(&sold.code)).await.unwrap().unwrap();
        assert_eq!(license, sold.license);
        assert_eq!(license_holder::Entity::find().count(cx.read()).await.unwrap(), 0, "reading adds nothing");
        let tx = cx.begin().await.unwrap();
        let proven = proof.lock(&cx, &tx, license).await.unwrap().unwrap();
        assert_eq!((proven.product.as_str(), proven.companies.len(), proven.is_pending), ("Lantern", 0, false));
        let brought = Brought { company: acme.id, by: Uuid::from_u128(1), key_file: None };
        assert!(!proof.attach(&cx, &tx, license, &brought).await.unwrap());
        assert_eq!(proof.lock(&cx, &tx, license).await.unwrap().unwrap().companies, [acme.id]);
        tx.commit().await.unwrap();
        assert_eq!(acme.licenses(&world).await, [license]);
        let ada = crate::blocks::account(&world, "ada@example.com", Lang::En).await;
        add_code(&world.cx_of(ada), AddCode { code: single.code.clone().into(), ..AddCode::default() }).await.unwrap();
        let tx = cx.begin().await.unwrap();
        let full = proof.lock(&cx, &tx, single.license).await.unwrap();
        assert_eq!(full.unwrap_err().0.code(), "license.too_many_accounts");
        tx.rollback().await.unwrap();
    }
}
