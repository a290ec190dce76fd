//! Contracts of a company (LIC-27 to LIC-29): who sees and changes them, what support does with them, and whom they tell.

use crate::pages::signed_in;
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::signals::Ended;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_support::actions::correct_units::{CorrectUnits, correct_units};
use gatehouse_support::actions::end_contract::{EndContract, end_contract};
use gatehouse_support::actions::extend_contract::{ExtendContract, extend_contract};
use gatehouse_support::actions::set_contacts::{TypedContacts, change_contacts, set_contacts};
use gatehouse_support::model::contract::{ContractState, LedgerKind};
use gatehouse_support::tables::{contract as contracts, contract_contact, quota_ledger};
use gatehouse_testkit::{both_engines, program, staff};

const OWNER: &str = "owner@acme.example.com";
const CARL: &str = "carl@elsewhere.example.net";

pub async fn contract_row(world: &World, id: Uuid) -> contracts::Model {
    contracts::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap()
}

pub async fn ledger(world: &World, contract: Uuid) -> Vec<(LedgerKind, i64, Option<i64>)> {
    use quota_ledger::{Column, Entity};
    let own = Entity::find().filter(Column::ContractId.eq(contract)).order_by_asc(Column::Id);
    let lines = own.all(world.app.db.reader()).await.unwrap();
    lines.into_iter().map(|line| (line.kind, line.units, line.left_after)).collect()
}

pub async fn log(world: &World, contract: Uuid, kind: &str) -> usize {
    let filter = AuditFilter { subject: Some(contract), kind: Some(kind.to_owned()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items.len()
}

/// Mails of a kind to everybody, as their addresses, sorted.
pub async fn told(world: &World, kind: &str) -> Vec<String> {
    let mut all: Vec<String> =
        world.mails().await.into_iter().filter(|mail| mail.kind == kind).map(|mail| mail.to).collect();
    all.sort();
    all
}

both_engines! {
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
            assert_eq!(list.contains("The beacon") && list.contains("Carl Contact"), sees, "{email}: {list}");
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

    /// LIC-28: nobody is told that it is active before it begins
    async fn the_mail_of_a_contract_that_begins_later_says_when(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let day = |days: i64| world.cx().now().plus(days * DAY).rfc3339()[..10].to_owned();
        let (company, beacon, starts, ends) = (firm.id.to_string(), beacon.to_string(), day(10), day(70));
        let typed = [
            ("company", company.as_str()),
            ("number", "C-80"),
            ("name", "Premium 24×7"),
            ("level", "premium"),
            ("units", "5"),
            ("starts", starts.as_str()),
            ("ends", ends.as_str()),
            ("products", beacon.as_str()),
            ("contacts", OWNER),
            ("max_contacts", "3"),
        ];
        staff(&world, "support").post("/staff/contracts/new", &typed).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        let mail = mails(&world, "support.contract_active", OWNER).await.remove(0);
        assert!(mail.subject.contains("Your contract begins on "), "{}", mail.subject);
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

    /// LIC-29
    async fn the_first_page_tells_a_contact_that_a_contract_ends_soon(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &[OWNER]).await;
        let mut owner = signed_in(&world, OWNER).await;
        let at = format!("/c/acme/contracts/{contract}");
        let home = owner.get("/home").await.expect(StatusCode::OK).body;
        assert!(!home.contains(&at), "{home}");
        contracts::Entity::update_many()
            .col_expr(contracts::Column::EndsAt, Expr::value(world.cx().now().plus(20 * DAY)))
            .filter(contracts::Column::Id.eq(contract))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        let home = owner.get("/home").await.expect(StatusCode::OK).body;
        assert!(home.contains(&at), "{home}");
        let page = owner.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Renew contract") && page.contains("Your contract ends on"), "{page}");
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
