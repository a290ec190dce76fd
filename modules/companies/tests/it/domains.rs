//! Mail domains of companies: claimed, looked at by the job, proven, missing, lost, contested.

use crate::*;
use gatehouse_address::Email;
use gatehouse_companies::actions::domains::award::{AwardRefusal, award};
use gatehouse_companies::actions::domains::claim::{ClaimForm, ClaimRefusal, claim};
use gatehouse_companies::model::states::DomainState;
use gatehouse_companies::queries::domains::{Fit, fits, fits_of};
use gatehouse_companies::tables::company_domain::{Column, Entity, Model};
use gatehouse_core::{DAY, HOUR, MINUTE, Role};
use gatehouse_db::sea_orm::{ColumnTrait as _, QueryFilter as _};
use gatehouse_testkit::both_engines;
use gatehouse_testkit::name_server::{SERVFAIL, Says};

async fn row(world: &World, company: &TestCompany) -> Model {
    Entity::find().filter(Column::CompanyId.eq(company.id)).one(world.app.db.reader()).await.unwrap().unwrap()
}

fn server(world: &World) -> NameServer {
    world.app.services.get::<NameServer>().unwrap().clone()
}

async fn claimed(world: &World, company: &TestCompany, domain: &str) -> Result<Uuid, ClaimRefusal> {
    let form = ClaimForm { domain: domain.into(), subdomains: String::new() };
    let made = claim(&world.cx_of(company.owner.account), company.id, &form).await;
    made.map_err(|stop| stop.refusal().cloned().unwrap())
}

async fn pass(world: &World, time: i64) {
    world.advance(time);
    world.run_jobs().await;
}

async fn mails_to(world: &World, email: &str) -> Vec<String> {
    world.mails().await.into_iter().filter(|mail| mail.to == email).map(|mail| mail.subject).collect()
}

both_engines! {
    /// COM-14
    async fn a_domain_is_proven_by_its_record_and_lost_after_three_days_without(world: World) {
        let acme = company(&world, "Acme", "en").await;
        server(&world).says(Says::Code(SERVFAIL));
        claimed(&world, &acme, "Info@ACME.example").await.unwrap();
        pass(&world, 2 * MINUTE).await;
        assert_eq!((row(&world, &acme).await.state, row(&world, &acme).await.checks), (DomainState::Pending, 1));
        let address = Email::parse("aiko@acme.example").unwrap();
        let db = &world.app.db;
        assert_eq!(fits(db.reader(), acme.id, &address).await.unwrap(), Fit::None);
        let record = record_of(&world, &acme, "acme.example").await;
        server(&world).says(Says::Texts(vec!["v=spf1 -all".into(), record.clone()]));
        pass(&world, 5 * MINUTE).await;
        assert_eq!(row(&world, &acme).await.state, DomainState::Verified);
        assert_eq!(mails_to(&world, &acme.owner.email).await, ["Domain verified: acme.example"]);
        assert_eq!(fits(db.reader(), acme.id, &address).await.unwrap(), Fit::Verified);
        let below = Email::parse("aiko@mail.acme.example").unwrap();
        assert_eq!(fits(db.reader(), acme.id, &below).await.unwrap(), Fit::None, "subdomains were not ticked");
        assert_eq!(fits_of(db.reader(), &[acme.id], &address).await.unwrap(), [(acme.id, Fit::Verified)]);
        // A name server that is down is no missing record.
        server(&world).says(Says::Code(SERVFAIL));
        pass(&world, DAY + MINUTE).await;
        assert_eq!(row(&world, &acme).await.state, DomainState::Verified);
        server(&world).says(Says::NoRecords);
        pass(&world, HOUR + MINUTE).await;
        assert_eq!(row(&world, &acme).await.state, DomainState::Failing);
        assert_eq!(fits(db.reader(), acme.id, &address).await.unwrap(), Fit::Held);
        pass(&world, DAY + MINUTE).await;
        pass(&world, DAY + MINUTE).await;
        assert_eq!(row(&world, &acme).await.state, DomainState::Lost);
        let told = mails_to(&world, &acme.owner.email).await;
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.contains(&"Domain lost: acme.example".to_owned()), "{told:?}");
        assert_eq!(fits(db.reader(), acme.id, &address).await.unwrap(), Fit::None);
        // It begins anew with another record.
        claimed(&world, &acme, "acme.example").await.unwrap();
        assert_ne!(record_of(&world, &acme, "acme.example").await, record);
    }

    /// COM-14
    async fn what_many_share_is_refused_and_only_the_owner_claims(world: World) {
        let acme = company(&world, "Acme", "en").await;
        for (typed, why) in [
            ("", ClaimRefusal::Missing),
            ("co.jp", ClaimRefusal::PublicSuffix),
            ("gmail.com", ClaimRefusal::FreeMail),
            ("acme.local", ClaimRefusal::NotPublic),
            ("acme", ClaimRefusal::Malformed),
        ] {
            assert_eq!(claimed(&world, &acme, typed).await, Err(why), "{typed}");
        }
        claimed(&world, &acme, "acme.example").await.unwrap();
        assert_eq!(claimed(&world, &acme, "ACME.example.").await, Err(ClaimRefusal::Already));
        let admin = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &CompanyRight::ALL).await;
        let form = ClaimForm { domain: "other.example".into(), ..ClaimForm::default() };
        let refused = claim(&world.cx_of(admin.account), acme.id, &form).await.unwrap_err();
        assert!(matches!(refused.refusal(), Some(ClaimRefusal::Enter(_))));
    }

    /// COM-14
    async fn of_two_companies_staff_decide(world: World) {
        let (acme, evil) = (company(&world, "Acme", "en").await, company(&world, "Evil", "en").await);
        proven(&world, &acme, "acme.example").await;
        claimed(&world, &evil, "acme.example").await.unwrap();
        let record = record_of(&world, &evil, "acme.example").await;
        server(&world).says(Says::Texts(vec![record]));
        pass(&world, 2 * MINUTE).await;
        assert_eq!(row(&world, &evil).await.state, DomainState::Contested);
        assert_eq!(row(&world, &acme).await.state, DomainState::Verified);
        assert!(mails_to(&world, &evil.owner.email).await.contains(&"Another company has this domain: acme.example".to_owned()));
        let claim = row(&world, &evil).await.id;
        let refused = award(&world.cx_staff(&[Role::Marketing]), claim, true).await.unwrap_err();
        assert!(matches!(refused.refusal(), Some(AwardRefusal::NotAllowed(_))));
        award(&world.cx_staff(&[Role::Support]), claim, true).await.unwrap();
        assert_eq!(row(&world, &evil).await.state, DomainState::Verified);
        assert_eq!(row(&world, &acme).await.state, DomainState::Lost);
        let again = award(&world.cx_staff(&[Role::Support]), claim, true).await.unwrap_err();
        assert!(matches!(again.refusal(), Some(AwardRefusal::Decided)));
    }

    /// COM-14
    async fn the_page_says_what_was_asked_and_what_came_back(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut browser = signed_in(&world, &acme.owner.email).await;
        let page = acme.at("/settings/domains");
        let made = browser.post(&page, &[("domain", "acme.example")]).await;
        assert_eq!(made.location(), page, "{}", made.body);
        server(&world).says(Says::NoRecords);
        pass(&world, 2 * MINUTE).await;
        let shown = browser.get(&page).await.expect(axum::http::StatusCode::OK).body;
        for text in ["_gatehouse-challenge.acme.example", "gatehouse-domain-verification=", "has no text records", "Waiting for the record"] {
            assert!(shown.contains(text), "{text}: {shown}");
        }
        let claim = row(&world, &acme).await.id.to_string();
        let record = record_of(&world, &acme, "acme.example").await;
        server(&world).says(Says::Texts(vec![record]));
        let looked = browser.post(&acme.at("/settings/domains/check"), &[("claim", &claim)]).await;
        assert_eq!(looked.location(), page);
        assert_eq!(row(&world, &acme).await.state, DomainState::Verified);
        browser.post(&acme.at("/settings/domains/remove"), &[("claim", &claim), ("confirm", "true")]).await;
        assert!(!browser.get(&page).await.body.contains("_gatehouse-challenge"));
    }
}
