//! The certificate of a contract comes with its mails (LIC-28): made when a mail goes out, for whoever may have it then.

#[path = "../../../../kits/papers/tests/it/pdf.rs"]
#[allow(dead_code, reason = "the kit's own tests ask more of it")]
mod pdf;

use crate::contract_attacks::ends_in;
use crate::contracts::{contract_row, told};
use crate::pages::signed_in;
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::signals::Ended;
use gatehouse_companies::tables::company_member;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_jobs::outbox;
use gatehouse_mail::Attachment;
use gatehouse_support::actions::correct_units::{CorrectUnits, correct_units};
use gatehouse_support::actions::extend_contract::{ExtendContract, extend_contract};
use gatehouse_support::actions::set_contacts::set_contacts;
use gatehouse_testkit::both_engines;
use pdf::Pdf;

const OWNER: &str = "owner@acme.example.com";
const CARL: &str = "carl@elsewhere.example.net";
const NAMED: &str = "named@acme.example.com";
const ACTIVE: &str = "support.contract_active";

/// What a paper says, without its blanks.
fn text(bytes: &[u8]) -> String {
    Pdf::read(bytes).text().concat().split_whitespace().collect()
}

/// What the latest mail of a kind brings to an address, as if it went out now.
pub async fn brought(world: &World, kind: &str, to: &str) -> Vec<Attachment> {
    let mail = mails(world, kind, to).await.pop().unwrap();
    world.attachments(&mail).await
}

/// A user leaves the company.
pub async fn leaves(world: &World, firm: &Firm, member: Uuid) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let locked = lock(&cx, &tx, firm.id).await.unwrap().unwrap();
    end_membership(&cx, &tx, &locked, member, Ended::Left).await.unwrap();
    tx.commit().await.unwrap();
}

/// A user is blocked, as far as the row says it.
pub async fn is_blocked(world: &World, member: Uuid) {
    company_member::Entity::update_many()
        .col_expr(company_member::Column::BlockedAt, Expr::value(world.cx().now()))
        .col_expr(company_member::Column::BlockedBy, Expr::value("person"))
        .filter(company_member::Column::Id.eq(member))
        .exec(world.app.db.writer())
        .await
        .unwrap();
}

both_engines! {
    /// LIC-28: issued, mailed, and the same in the portal; a contact without an account gets one that names them alone
    async fn each_mail_of_an_issue_brings_the_certificate_to_who_may_have_it(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        firm.add(&world, "user@acme.example.com", &[CompanyRight::UseContract]).await;
        let contract = contract(&world, &firm, beacon, Some(3), &[OWNER, CARL, NAMED]).await;
        let number = contract_row(&world, contract).await.number;
        let file = format!("contract-{number}-en.pdf");
        let portal = signed_in(&world, OWNER).await.open(&format!("/c/acme/contracts/{contract}/certificate.pdf?in=en")).await;
        assert_eq!(portal.status, StatusCode::OK);
        let portal = portal.bytes().await;
        for to in [OWNER, "user@acme.example.com"] {
            let all = brought(&world, ACTIVE, to).await;
            assert_eq!((all.len(), all[0].name.as_str(), all[0].media), (1, file.as_str(), "application/pdf"), "{to}");
            assert!(all[0].bytes == portal, "{to}: the one that is in the portal");
        }
        let whole = text(&portal);
        assert!(whole.contains(CARL) && whole.contains(OWNER) && !whole.contains("morecontact"), "{whole}");
        for to in [CARL, NAMED] {
            let own = brought(&world, ACTIVE, to).await.remove(0);
            let own = text(&own.bytes);
            assert!(own.contains(to) && own.contains("2morecontacts"), "{own}");
            for other in [OWNER, CARL, NAMED].into_iter().filter(|other| *other != to) {
                assert!(!own.contains(other), "{to} reads nothing of {other}: {own}");
            }
        }
        // The mail names ids, and no person.
        let mail = mails(&world, ACTIVE, CARL).await.remove(0);
        assert!(!mail.attached[0].of.to_string().contains('@') && mail.text.contains("The certificate is attached"), "{}", mail.text);
        // Later issues come too; what makes none brings none.
        let ends = world.cx().now().plus(400 * DAY).rfc3339()[..10].to_owned();
        extend_contract(&agent(&world), contract, &ExtendContract { ends, version: String::new() }).await.unwrap();
        assert_eq!(brought(&world, "support.contract_extended", OWNER).await.len(), 1);
        let more = CorrectUnits { units: "+2".into(), reason: "goodwill".into(), version: String::new() };
        correct_units(&agent(&world), contract, &more).await.unwrap();
        assert_eq!(brought(&world, "support.contract_corrected", CARL).await.len(), 1);
        let corrected = mails(&world, "support.contract_corrected", OWNER).await.remove(0);
        assert!(corrected.text.contains("5 requests in all") && corrected.text.contains("Goodwill"), "{}", corrected.text);
        let others = [OWNER, CARL].map(|email| ContactPerson { email: email.into(), ..ContactPerson::default() });
        set_contacts(&agent(&world), contract, &others, None).await.unwrap();
        assert_eq!(brought(&world, "support.contract_contacts", CARL).await.len(), 1);
        ends_in(&world, contract, 20).await;
        days(&world, 1).await;
        assert!(!told(&world, "support.contract_ends").await.is_empty());
        assert!(mails(&world, "support.contract_ends", OWNER).await.iter().all(|mail| mail.attached.is_empty()));
        // All of them went out, each with its paper.
        assert_eq!(outbox::depth(&world.cx()).await.unwrap().1, 0, "no mail was given up");
    }

    /// LIC-28, COM-4: as it is when the mail goes out, which may be two days later
    async fn who_may_not_have_it_any_more_gets_the_mail_without_it(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let user = firm.add(&world, "user@acme.example.com", &[CompanyRight::UseContract]).await;
        let plain = firm.add(&world, "plain@acme.example.com", &[]).await;
        let contract = contract(&world, &firm, beacon, Some(3), &[CARL, NAMED, "plain@acme.example.com"]).await;
        let count = async |to: &str| brought(&world, ACTIVE, to).await.len();
        for to in [OWNER, CARL, NAMED, "user@acme.example.com", "plain@acme.example.com"] {
            assert_eq!(count(to).await, 1, "{to}");
        }
        is_blocked(&world, plain.member).await;
        assert_eq!(count("plain@acme.example.com").await, 0, "blocked");
        leaves(&world, &firm, user.member).await;
        // The mail ends with the membership, or brings nothing.
        let mail = mails(&world, ACTIVE, "user@acme.example.com").await.pop();
        if let Some(mail) = mail {
            assert!(world.attachments(&mail).await.is_empty(), "left");
        }
        let left = ContactPerson { email: NAMED.into(), ..ContactPerson::default() };
        set_contacts(&agent(&world), contract, &[left], None).await.unwrap();
        assert_eq!(count(CARL).await, 0, "no contact any more");
        // Who has become a user meanwhile gets what users get.
        let own = brought(&world, ACTIVE, NAMED).await.remove(0);
        firm.add(&world, NAMED, &[]).await;
        let whole = brought(&world, ACTIVE, NAMED).await.remove(0);
        assert_eq!(own.name, whole.name);
        assert!(own.bytes != whole.bytes, "another paper, and so another id");
    }

    /// LIC-28, ALL-4: in development it is opened where the mail is read
    async fn the_mailbox_of_development_has_the_certificate(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        contract(&world, &firm, beacon, Some(3), &[CARL]).await;
        let mut browser = world.browser();
        let list = browser.get("/_dev/mail").await.expect(StatusCode::OK).body;
        let line = list.split("<li").find(|line| line.contains(CARL) && line.contains(ACTIVE)).unwrap();
        let at = line.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        let page = browser.get(at).await.expect(StatusCode::OK).body;
        assert!(page.contains("-en.pdf") && page.contains(&format!("{at}/attached/0")), "{page}");
        let file = browser.open(&format!("{at}/attached/0")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(text(&file.bytes().await).contains(CARL));
        browser.get(&format!("{at}/attached/1")).await.expect(StatusCode::NOT_FOUND);
    }
}
