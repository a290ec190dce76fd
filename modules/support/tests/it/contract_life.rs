//! A whole life of a contract (LIC-27 to LIC-29), from the request that asks for it to its lapse, with a moved clock.

use crate::contracts::{contract_row, ledger, log, told};
use crate::pages::{sent, signed_in};
use crate::*;
use axum::http::StatusCode;
use gatehouse_support::model::contract::{ContractState, LedgerKind};
use gatehouse_testkit::{Answer, Browser, both_engines, staff};

const OWNER: &str = "owner@acme.example.com";
const CARL: &str = "carl@elsewhere.example.net";

fn has(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|window| window == what.as_bytes())
}

/// The check code that a certificate has, of its page's own words.
async fn code_of(world: &World, by: Person, firm: &Firm, contract: Uuid) -> String {
    let cx = world.cx_of(by.account);
    let tx = cx.begin().await.unwrap();
    let entered = gatehouse_companies::enter::<gatehouse_companies::rights::Member>(&cx, &tx, firm.id).await;
    let (by, _locked) = entered.map_err(|_| "no member").unwrap();
    let found = gatehouse_support::queries::contract_certificate::of_user(&cx, &by, contract).await.unwrap();
    found.unwrap().code
}

/// What asks for a contract, as the form of the company's page sends it.
async fn activate(browser: &mut Browser, slug: &str, fields: &[(&str, &str)]) -> Answer {
    let form = browser.get(&format!("/c/{slug}/requests/new?category=portal&kind=premium_activation")).await;
    let form = form.expect(StatusCode::OK).body;
    assert!(form.contains("fields.contacts") && form.contains("fields.order_unknown"), "{form}");
    let from = form.split("enctype=").next().unwrap().rsplit("action=\"").next().unwrap();
    let to = from.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let all: Vec<(&str, &str)> = [
        ("category", "portal"),
        ("fields.kind", "premium_activation"),
        ("subject", "Our contract"),
        ("description", "We have bought Premium."),
        ("act", "send"),
    ]
    .into_iter()
    .chain(fields.iter().copied())
    .collect();
    sent(browser, &to, &all).await
}

both_engines! {
    /// LIC-27, LIC-28, LIC-29, SUP-10: from the request to the lapse, with a moved clock
    async fn a_contract_is_asked_for_used_told_of_and_ends(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Company(firm.id), 300).await;
        let mut owner = signed_in(&world, OWNER).await;
        let empty = owner.get("/c/acme/contracts").await.expect(StatusCode::OK).body;
        assert!(empty.contains("No contracts yet") && empty.contains("kind=premium_activation"), "{empty}");
        // Without contacts, or neither a number nor the word that it is not known, nothing is asked.
        activate(&mut owner, "acme", &[("fields.order_number", "S-1")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let carl = ("fields.contacts", "Olga Owner <owner@acme.example.com>, +49 30 1\nCarl <carl@elsewhere.example.net>");
        activate(&mut owner, "acme", &[carl]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let asked = activate(&mut owner, "acme", &[("fields.order_unknown", "true"), carl]).await.expect(StatusCode::SEE_OTHER);
        let asked: Uuid = asked.location().rsplit('/').next().unwrap().split('?').next().unwrap().parse().unwrap();
        // The clerk finds what was asked in the form of the new contract.
        let mut clerk = staff(&world, "support");
        let request = clerk.get(&format!("/staff/requests/{asked}")).await.expect(StatusCode::OK).body;
        assert!(request.contains(&format!("/staff/contracts/new?request={asked}")), "{request}");
        let form = clerk.get(&format!("/staff/contracts/new?request={asked}")).await.expect(StatusCode::OK).body;
        assert!(form.contains("carl@elsewhere.example.net") && form.contains(&firm.id.to_string()), "{form}");
        let (company, beacon_id, request) = (firm.id.to_string(), beacon.to_string(), asked.to_string());
        let day = |days: i64| {
            let at = world.cx().now().plus(days * DAY).rfc3339();
            at[..10].to_owned()
        };
        let (starts, ends) = (day(-1), day(70));
        let typed = [
            ("company", company.as_str()),
            ("number", "C-70"),
            ("name", "Premium 24×7"),
            ("level", "premium"),
            ("units", "5"),
            ("critical", "true"),
            ("starts", starts.as_str()),
            ("ends", ends.as_str()),
            ("products", beacon_id.as_str()),
            ("contacts", carl.1),
            ("max_contacts", "3"),
            ("request", request.as_str()),
        ];
        let entered = clerk.post("/staff/contracts/new", &typed).await.expect(StatusCode::SEE_OTHER);
        let contract: Uuid = entered.location().rsplit('/').next().unwrap().split('?').next().unwrap().parse().unwrap();
        assert_eq!(row(&world, asked).await.status, Status::SolutionProvided);
        assert!(messages(&world, asked).await.len() == 2 && is_whole(&world, asked).await);
        assert_eq!(contract_row(&world, contract).await.request_id, Some(asked));
        world.run_jobs().await;
        assert_eq!(told(&world, "support.contract_active").await, [CARL, OWNER]);
        // Once more it leads to no second contract.
        let again: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, if *name == "number" { "C-71" } else { *value })).collect();
        let refused = clerk.post("/staff/contracts/new", &again).await.expect(StatusCode::CONFLICT).body;
        assert!(refused.contains("has led to a contract already"), "{refused}");

        // Its page, and the certificate in three languages, which anybody checks.
        let at = format!("/c/acme/contracts/{contract}");
        let page = owner.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("5 requests of 5") && page.contains(CARL) && page.contains("certificate.pdf?in=ja"), "{page}");
        for (lang, title) in [("en", "Contract certificate"), ("ja", "契約証明書"), ("ru", "Сертификат контракта")] {
            let file = format!("{at}/certificate.pdf?in={lang}");
            let answer = owner.open(&file).await;
            assert_eq!(answer.status, StatusCode::OK, "{lang}");
            let bytes = answer.bytes().await;
            assert!(bytes.starts_with(b"%PDF-1.7") && has(&bytes, title), "{lang}");
            assert_eq!(bytes, owner.open(&file).await.bytes().await, "the same paper is the same to the byte");
        }
        let printed = code_of(&world, firm.owner, &firm, contract).await;
        let mut stranger = world.browser();
        let scanned = stranger.get(&format!("/contract-certificate/scanned?number=C-70&check={printed}")).await.expect(StatusCode::OK).body;
        assert!(scanned.contains("This certificate is genuine") && scanned.contains("Premium 24×7") && !scanned.contains(CARL), "{scanned}");
        for (company, is_so) in [("acme", true), ("Other", false)] {
            let form = [("number", "C-70"), ("code", printed.as_str()), ("company", company)];
            let page = stranger.post("/contract-certificate", &form).await.expect(StatusCode::OK).body;
            assert_eq!(page.contains("As on the certificate"), is_so, "{page}");
        }
        for (number, code, status) in [("C-7", printed.as_str(), StatusCode::NOT_FOUND), ("C-70", "0000-0000-0000-0000-0000-0000", StatusCode::NOT_FOUND), ("C-70", "x", StatusCode::UNPROCESSABLE_ENTITY)] {
            stranger.post("/contract-certificate", &[("number", number), ("code", code)]).await.expect(status);
        }

        // The company names another contact; the certificate has a new issue, and its people are told.
        let dora = firm.add(&world, "dora@acme.example.com", &[CompanyRight::UseContract]).await;
        let version = contract_row(&world, contract).await.version.to_string();
        let lines = "Olga Owner <owner@acme.example.com>, +49 30 1\nDora <dora@acme.example.com>\nCarl <carl@elsewhere.example.net>";
        let saved = owner.post(&format!("{at}/contacts"), &[("contacts", lines), ("version", &version)]).await;
        saved.expect(StatusCode::SEE_OTHER);
        assert_eq!((contract_row(&world, contract).await.issue, log(&world, contract, "contract.contact_added").await), (2, 1));
        owner.post(&format!("{at}/contacts"), &[("contacts", lines), ("version", &version)]).await.expect(StatusCode::CONFLICT);
        world.run_jobs().await;
        assert_eq!(told(&world, "support.contract_contacts").await, [CARL, "dora@acme.example.com", OWNER]);

        // Units are used; at four of five and at five its people are told, once each.
        let input = OpenRequest { contract: contract.to_string(), ..technical(beacon) };
        let mut opened = Vec::new();
        for _ in 0..5 {
            opened.push(ask(&world, dora.account, Some(firm.id), &input).await);
        }
        reply(&world, opened[0], "So.", Some(Status::SolutionProvided)).await;
        world.run_jobs().await;
        assert_eq!(told(&world, "support.contract_units").await.len(), 2 * 3);
        assert_eq!(code(open_request(&world.cx_of(dora.account), Some(firm.id), &input).await), "request.level");
        let lines = owner.get(&format!("{at}/ledger")).await.expect(StatusCode::OK).body;
        assert!(lines.contains("Held by a request") && lines.contains(&row(&world, opened[0]).await.number), "{lines}");
        let file = owner.open(&format!("{at}/ledger.csv")).await;
        assert_eq!(file.status, StatusCode::OK);

        // Sixty, thirty and seven days before the end, each once.
        let mut days_told: Vec<i64> = Vec::new();
        let mut before = 0;
        for day in 1..=72_i64 {
            days(&world, 1).await;
            let now = log(&world, contract, "contract.told").await;
            if now > before {
                // Mails are kept for 30 days: those of the time before are gone.
                assert!(matches!(told(&world, "support.contract_ends").await.len(), 3 | 6), "each of them");
                days_told.push(71 - day);
                before = now;
            }
        }
        assert_eq!(days_told.len(), 3, "{days_told:?}");
        for (day, step) in days_told.iter().zip([60, 30, 7]) {
            assert!((day - step).abs() <= 1, "{days_told:?}");
        }
        // The rest lapsed; what is open goes on for the days of grace, then is canceled.
        let ended = contract_row(&world, contract).await;
        assert_eq!((ended.state, ended.left()), (ContractState::Ended, Some(0)));
        assert_eq!(told(&world, "support.contract_ended").await, [CARL, "dora@acme.example.com", OWNER]);
        // Who is no user of the company is told whom to ask, and nothing that they cannot do.
        for kind in ["support.contract_ends", "support.contract_ended", "support.contract_units"] {
            for mail in mails(&world, kind, CARL).await {
                let does = ["Renew", ", renew the contract", "ask support", "/c/acme/"].into_iter().find(|does| mail.text.contains(does));
                assert!(does.is_none() && mail.text.contains("sk the administrators of"), "{does:?} {kind}: {}", mail.text);
            }
        }
        let inside = mails(&world, "support.contract_ended", OWNER).await.pop().unwrap().text;
        assert!(inside.contains(", renew the contract") && !inside.contains("sk the administrators of"), "{inside}");
        let outside = mails(&world, "support.contract_ended", CARL).await.pop().unwrap().text;
        assert!(outside.contains("to renew the contract"), "{outside}");
        assert_eq!(row(&world, opened[1]).await.status, Status::Processing);
        days(&world, 8).await;
        assert_eq!(row(&world, opened[1]).await.status, Status::CanceledExpired);
        let lines = ledger(&world, contract).await;
        // What came back after the end lapsed at once: nothing is left, and every line adds up.
        assert_eq!(lines.last(), Some(&(LedgerKind::Lapsed, 1, Some(0))));
        let after = contract_row(&world, contract).await;
        assert_eq!((after.units, after.reserved, after.used), (Some(1), 0, 1));
        let mut owner = signed_in(&world, OWNER).await;
        let page = owner.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("This contract has ended") && page.contains("subject=C-70"), "{page}");
        owner.post(&format!("{at}/contacts"), &[("contacts", OWNER)]).await.expect(StatusCode::CONFLICT);
        let scanned = stranger.get(&format!("/contract-certificate/scanned?number=C-70&check={printed}")).await.expect(StatusCode::OK).body;
        assert!(scanned.contains("its contract has ended"), "{scanned}");
    }
}
