//! Contracts of a company (LIC-27 to LIC-29): who sees and changes them, their certificates, and a whole life of one.

use crate::pages::{sent, signed_in};
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::signals::Ended;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_db::PageRequest;
use gatehouse_support::actions::correct_units::{CorrectUnits, correct_units};
use gatehouse_support::actions::end_contract::{EndContract, end_contract};
use gatehouse_support::actions::extend_contract::{ExtendContract, extend_contract};
use gatehouse_support::actions::set_contacts::{TypedContacts, change_contacts, set_contacts};
use gatehouse_support::model::contract::{ContractState, LedgerKind};
use gatehouse_support::tables::{contract as contracts, contract_contact, quota_ledger};
use gatehouse_testkit::{Browser, both_engines, program, staff};

const OWNER: &str = "owner@acme.example.com";
const CARL: &str = "carl@elsewhere.example.net";

async fn contract_row(world: &World, id: Uuid) -> contracts::Model {
    contracts::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap()
}

async fn ledger(world: &World, contract: Uuid) -> Vec<(LedgerKind, i64, Option<i64>)> {
    use quota_ledger::{Column, Entity};
    let own = Entity::find().filter(Column::ContractId.eq(contract)).order_by_asc(Column::Id);
    let lines = own.all(world.app.db.reader()).await.unwrap();
    lines.into_iter().map(|line| (line.kind, line.units, line.left_after)).collect()
}

async fn log(world: &World, contract: Uuid, kind: &str) -> usize {
    let filter = AuditFilter { subject: Some(contract), kind: Some(kind.to_owned()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items.len()
}

/// Mails of a kind to everybody, as their addresses, sorted.
async fn told(world: &World, kind: &str) -> Vec<String> {
    let mut all: Vec<String> =
        world.mails().await.into_iter().filter(|mail| mail.kind == kind).map(|mail| mail.to).collect();
    all.sort();
    all
}

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
async fn activate(browser: &mut Browser, slug: &str, fields: &[(&str, &str)]) -> gatehouse_testkit::Answer {
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
            let now = told(&world, "support.contract_ends").await.len();
            if now > before {
                assert_eq!(now - before, 3, "each of them");
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

    /// LIC-27, COM-3
    async fn a_contract_is_seen_by_its_contacts_and_who_may_use_contracts(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &["named@acme.example.com"]).await;
        firm.add(&world, "named@acme.example.com", &[]).await;
        firm.add(&world, "user@acme.example.com", &[CompanyRight::UseContract]).await;
        firm.add(&world, "plain@acme.example.com", &[]).await;
        firm.add(&world, "settings@acme.example.com", &[CompanyRight::ChangeSettings]).await;
        crate::firm(&world, "rival").await;
        let at = format!("/c/acme/contracts/{contract}");
        for (email, sees) in [(OWNER, true), ("named@acme.example.com", true), ("user@acme.example.com", true), ("plain@acme.example.com", false), ("settings@acme.example.com", false)] {
            let mut browser = signed_in(&world, email).await;
            let list = browser.get("/c/acme/contracts").await.expect(StatusCode::OK).body;
            assert_eq!(list.contains(&at), sees, "{email}: {list}");
            let status = if sees { StatusCode::OK } else { StatusCode::NOT_FOUND };
            for below in ["", "/ledger", "/ledger.csv", "/certificate.pdf"] {
                assert_eq!(browser.open(&format!("{at}{below}")).await.status, status, "{email} at {below}");
            }
            let may_change = email == OWNER;
            let expected = if may_change { StatusCode::OK } else if email.starts_with("settings") { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
            browser.get(&format!("{at}/contacts")).await.expect(expected);
        }
        let mut rival = signed_in(&world, "owner@rival.example.com").await;
        for path in [at.clone(), format!("/c/rival/contracts/{contract}"), format!("/c/rival/contracts/{contract}/certificate.pdf")] {
            rival.get(&path).await.expect(StatusCode::NOT_FOUND);
        }
    }

    /// LIC-27: the company's own list, up to its maximum
    async fn a_company_names_its_own_people_and_no_more_than_it_may(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &[OWNER, CARL]).await;
        let dora = firm.add(&world, "dora@acme.example.com", &[CompanyRight::ChangeSettings]).await;
        let cx = world.cx_of(firm.owner.account);
        let change = async |lines: &str| {
            let typed = TypedContacts { contacts: lines.into(), ..TypedContacts::default() };
            change_contacts(&cx, firm.id, contract, &typed).await
        };
        assert_eq!(code(change(&format!("{OWNER}\nbob@stranger.example.net")).await), "contract.contacts_company");
        assert_eq!(code(change(&format!("{OWNER}\n{OWNER}")).await), "contract.contacts");
        let many: Vec<String> = (0..11).map(|n| format!("u{n}@acme.example.com")).collect();
        assert_eq!(code(change(&many.join("\n")).await), "contract.contacts_most");
        assert_eq!(contract_row(&world, contract).await.issue, 1, "nothing was changed");
        // Who is named already may stay, whoever they are.
        change(&format!("{CARL}\nDora <dora@acme.example.com>, 1")).await.unwrap();
        let row = contract_row(&world, contract).await;
        assert_eq!((row.issue, log(&world, contract, "contract.contact_removed").await), (2, 1));
        change(&format!("{CARL}\nDora D. <dora@acme.example.com>, 1")).await.unwrap();
        assert_eq!(log(&world, contract, "contract.contact_changed").await, 1);
        change(&format!("Dora D. <dora@acme.example.com>, 1\n{CARL}")).await.unwrap();
        assert_eq!(contract_row(&world, contract).await.issue, 3, "another order is no change");
        // Without the right to see contracts the right to change settings changes none; a contact has it.
        let typed = TypedContacts { contacts: CARL.into(), ..TypedContacts::default() };
        change_contacts(&world.cx_of(dora.account), firm.id, contract, &typed).await.unwrap();
        assert_eq!(code(change_contacts(&world.cx_of(dora.account), firm.id, contract, &typed).await), "contract.not_found");
        // Who leaves the company is no contact any more.
        change(&format!("{OWNER}\ndora@acme.example.com")).await.unwrap();
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, firm.id).await.unwrap().unwrap();
        end_membership(&cx, &tx, &locked, dora.member, Ended::Left).await.unwrap();
        tx.commit().await.unwrap();
        let left = contract_contact::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(left.iter().map(|one| one.member_id).collect::<Vec<_>>(), [Some(firm.owner.member)]);
    }

    /// LIC-27, SUP-3
    async fn support_corrects_extends_and_ends_a_contract(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Company(firm.id), 300).await;
        let contract = contract(&world, &firm, beacon, Some(2), &[OWNER]).await;
        let input = OpenRequest { contract: contract.to_string(), ..technical(beacon) };
        let held = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        let correct = async |units: &str, reason: &str| {
            let typed = CorrectUnits { units: units.into(), reason: reason.into(), version: String::new() };
            correct_units(&agent(&world), contract, &typed).await
        };
        for (units, reason, refused) in [("0", "bought", "input.not_a_number"), ("-2", "billing", "contract.units"), ("5", "nonsense", "input.not_a_choice"), ("1000000", "bought", "contract.units")] {
            assert_eq!(code(correct(units, reason).await), refused, "{units} {reason}");
        }
        correct("+3", "goodwill").await.unwrap();
        correct("-1", "billing").await.unwrap();
        let lines = ledger(&world, contract).await;
        assert_eq!(lines[2..], [(LedgerKind::Corrected, 3, Some(4)), (LedgerKind::Corrected, -1, Some(3))]);
        let extend = async |days: i64| {
            let ends = world.cx().now().plus(days * DAY).rfc3339()[..10].to_owned();
            extend_contract(&agent(&world), contract, &ExtendContract { ends, version: String::new() }).await
        };
        assert_eq!(code(extend(100).await), "contract.end");
        extend(400).await.unwrap();
        let end = async |reason: &str, confirm: &str| {
            let typed = EndContract { reason: reason.into(), confirm: confirm.into(), version: String::new() };
            end_contract(&agent(&world), contract, &typed).await
        };
        assert_eq!(code(end("unpaid", "").await), "contract.not_ticked");
        world.advance(HOUR);
        end("unpaid", "true").await.unwrap();
        let row = contract_row(&world, contract).await;
        assert_eq!((row.state, row.left(), row.units), (ContractState::Ended, Some(0), Some(1)));
        assert_eq!(ledger(&world, contract).await.last(), Some(&(LedgerKind::Lapsed, 3, Some(0))));
        assert_eq!(code(end("unpaid", "true").await), "contract.ended");
        assert_eq!(code(correct("1", "bought").await), "contract.ended");
        assert_eq!(code(extend(500).await), "contract.ended");
        world.run_jobs().await;
        let mail = mails(&world, "support.contract_ended", OWNER).await.remove(0);
        assert!(mail.text.contains("Not paid") && mail.text.contains("3 requests"), "{}", mail.text);
        // The request goes on for the days of grace; the unit that it lets go of lapses with the rest.
        days(&world, 9).await;
        assert_eq!(crate::row(&world, held).await.status, Status::CanceledExpired);
        assert_eq!(contract_row(&world, contract).await.units, Some(0));
        for kind in ["contract.corrected", "contract.extended", "contract.ended"] {
            assert!(log(&world, contract, kind).await > 0, "{kind}");
        }
        // The same by the pages; a planned one keeps its term when it ends.
        let mut clerk = staff(&world, "licensing");
        clerk.get(&format!("/staff/contracts/{contract}/change")).await.expect(StatusCode::OK);
        clerk.post(&format!("/staff/contracts/{contract}/units"), &[("units", "1"), ("reason", "bought")]).await.expect(StatusCode::CONFLICT);
        staff(&world, "lab").post(&format!("/staff/contracts/{contract}/end"), &[]).await.expect(StatusCode::FORBIDDEN);
        let taken = staff(&world, "lab").open(&format!("/staff/contracts/{contract}/certificate.pdf?in=ru")).await;
        assert_eq!((taken.status, log(&world, contract, "contract.certificate_taken").await), (StatusCode::OK, 1));
    }

    /// LIC-29, COM-13
    async fn each_notice_has_its_switch(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &[OWNER, CARL]).await;
        world.run_jobs().await;
        let active = mails(&world, "support.contract_active", CARL).await.remove(0);
        let click = active.one_click.clone().unwrap();
        assert!(click.contains("/request-mails/stop/now"), "{click}");
        assert!(!active.text.contains("/c/acme/"), "who is no user opens no page: {}", active.text);
        let own = mails(&world, "support.contract_active", OWNER).await.remove(0);
        assert!(own.one_click.clone().unwrap().contains("/company-notices/stop/now"));
        // Looked at, nothing changes; clicked, it ends for this contact alone.
        let path = click[click.find("/request-mails").unwrap()..].to_owned();
        let mut reader = world.browser();
        let looked = reader.get(&path).await;
        reader.follow(looked).await;
        let muted = async || {
            let all = contract_contact::Entity::find().all(world.app.db.reader()).await.unwrap();
            all.iter().filter(|one| one.muted).count()
        };
        assert_eq!(muted().await, 0);
        let body = b"List-Unsubscribe=One-Click".to_vec();
        let form = Some("application/x-www-form-urlencoded");
        reader.send(Method::POST, &path, form, body).await.expect(StatusCode::OK);
        assert_eq!((muted().await, log(&world, contract, "contract.mails_stopped").await), (1, 1));
        signed_in(&world, OWNER).await.post("/c/acme/notices", &[]).await.expect(StatusCode::SEE_OTHER);
        let extension = ExtendContract { ends: world.cx().now().plus(400 * DAY).rfc3339()[..10].to_owned(), version: String::new() };
        extend_contract(&agent(&world), contract, &extension).await.unwrap();
        world.run_jobs().await;
        assert_eq!(told(&world, "support.contract_extended").await, Vec::<String>::new());
    }

    /// LIC-27, ALL-8
    async fn programs_read_and_change_contracts_by_their_scope(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &[OWNER]).await;
        let (mut reader, mut writer) = (program(&world, "contracts:read"), program(&world, "contracts:write"));
        let at = format!("/api/v1/contracts/{contract}");
        let contacts = reader.get(&format!("{at}/contacts")).await.expect(StatusCode::OK).body;
        assert!(contacts.contains(OWNER), "{contacts}");
        let lines = reader.get(&format!("{at}/ledger?size=1")).await.expect(StatusCode::OK).body;
        assert!(lines.contains("\"granted\""), "{lines}");
        let others = serde_json::json!({ "contacts": [{ "name": "Carl", "email": CARL, "phone": "1" }] });
        reader.json(Method::PUT, &format!("{at}/contacts"), &others).await.expect(StatusCode::FORBIDDEN);
        let changed = writer.json(Method::PUT, &format!("{at}/contacts"), &others).await.expect(StatusCode::OK).body;
        assert!(changed.contains("\"issue\":2"), "{changed}");
        let more = serde_json::json!({ "units": 2, "reason": "bought" });
        let corrected = writer.json(Method::POST, &format!("{at}/corrections"), &more).await.expect(StatusCode::OK).body;
        assert!(corrected.contains("\"left\":5"), "{corrected}");
        let longer = serde_json::json!({ "ends": "2099-12-31" });
        writer.json(Method::POST, &format!("{at}/extension"), &longer).await.expect(StatusCode::OK);
        world.advance(HOUR);
        let over = writer.json(Method::POST, &format!("{at}/end"), &serde_json::json!({ "reason": "replaced" })).await;
        assert!(over.expect(StatusCode::OK).body.contains("\"ended\""));
        set_contacts(&agent(&world), contract, &[], None).await.unwrap();
        reader.get("/api/v1/contracts/0199a0c2-7d00-7000-8000-000000000099/ledger").await.expect(StatusCode::NOT_FOUND);
    }
}
