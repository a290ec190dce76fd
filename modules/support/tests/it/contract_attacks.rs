//! What somebody tries at a contract that is not theirs (LIC-27 to LIC-29): another company, who has left, a contact of another contract, a reader of one
//! of its requests, staff without the right, programs, guessed numbers and changed links.

use crate::contract_papers::{is_blocked, leaves};
use crate::contracts::{contract_row, log, told};
use crate::pages::signed_in;
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_context::DataSets;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_support::actions::correct_units::{CorrectUnits, correct_units};
use gatehouse_support::actions::end_contract::{EndContract, end_contract};
use gatehouse_support::actions::extend_contract::{ExtendContract, extend_contract};
use gatehouse_support::actions::set_contacts::{TypedContacts, change_contacts, set_contacts};
use gatehouse_support::actions::take_contract_certificate::take_contract_certificate;
use gatehouse_support::model::request::Role as Part;
use gatehouse_support::tables::{contract as contracts, contract_contact, request_person};
use gatehouse_testkit::{both_engines, program, staff};

const OWNER: &str = "owner@acme.example.com";
const CARL: &str = "carl@elsewhere.example.net";
const NAMED: &str = "named@acme.example.com";

/// Whom the contacts are as users of the company, in the order in which they were named.
async fn users(world: &World, contract: Uuid) -> Vec<Option<Uuid>> {
    use contract_contact::{Column, Entity};
    let rows = Entity::find().filter(Column::ContractId.eq(contract)).order_by_asc(Column::Id);
    rows.all(world.app.db.reader()).await.unwrap().into_iter().map(|row| row.member_id).collect()
}

/// Its end is so many days from now.
pub async fn ends_in(world: &World, contract: Uuid, days: i64) {
    contracts::Entity::update_many()
        .col_expr(contracts::Column::EndsAt, Expr::value(world.cx().now().plus(days * DAY)))
        .filter(contracts::Column::Id.eq(contract))
        .exec(world.app.db.writer())
        .await
        .unwrap();
}

/// What every reader of a contract could open, below a company's word.
fn pages(slug: &str, contract: Uuid) -> [String; 6] {
    ["", "/ledger", "/ledger.csv", "/certificate.pdf", "/certificate.pdf?in=ru", "/contacts"]
        .map(|below| format!("/c/{slug}/contracts/{contract}{below}"))
}

both_engines! {
    /// LIC-27, COM-3, COM-8
    async fn nobody_else_gets_anything_of_a_contract(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Company(firm.id), 300).await;
        let contract = contract(&world, &firm, beacon, Some(3), &[OWNER, CARL]).await;
        let other = crate::contract(&world, &firm, beacon, Some(3), &["other@acme.example.com"]).await;
        let number = contract_row(&world, contract).await.number;
        firm.add(&world, "other@acme.example.com", &[CompanyRight::ChangeSettings]).await;
        let reader = firm.add(&world, "reader@acme.example.com", &[CompanyRight::SeeRequests]).await;
        let left = firm.add(&world, "left@acme.example.com", &[CompanyRight::UseContract]).await;
        crate::firm(&world, "rival").await;
        customer(&world, CARL).await;
        // The reader reads along in a request at the contract's level.
        let input = OpenRequest { contract: contract.to_string(), ..technical(beacon) };
        let request = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        let reads = request_person::Model {
            id: world.cx().id(),
            request_id: request,
            part: Part::Reader,
            account_id: Some(reader.account),
            member_id: Some(reader.member),
            person_sealed: None,
            email_lookup: None,
            muted: false,
            bounced_at: None,
            added_at: world.cx().now(),
            removed_at: None,
        };
        let writer = world.app.db.writer();
        request_person::Entity::insert(reads.into_active_model()).exec_without_returning(writer).await.unwrap();
        // A session of before the end is tried as well.
        let mut former = signed_in(&world, "left@acme.example.com").await;
        former.get(&pages("acme", contract)[0]).await.expect(StatusCode::OK);
        leaves(&world, &firm, left.member).await;
        let mut browsers = vec![("who has left", former), ("a stranger", world.browser())];
        for email in ["other@acme.example.com", "reader@acme.example.com", "owner@rival.example.com", CARL] {
            browsers.push((email, signed_in(&world, email).await));
        }
        let before = contract_row(&world, contract).await;
        for (who, browser) in &mut browsers {
            for slug in ["acme", "rival"] {
                for path in pages(slug, contract) {
                    let answer = browser.get(&path).await;
                    assert!(answer.status != StatusCode::OK && !answer.body.contains(&number), "{who} at {path}: {}", answer.status);
                }
                let path = format!("/c/{slug}/contracts/{contract}/contacts");
                let answer = browser.post(&path, &[("contacts", "evil@acme.example.com"), ("version", "")]).await;
                assert!(!answer.body.contains(&number), "{who} posts to {path}");
            }
            let list = browser.get("/c/acme/contracts").await;
            assert!(!list.body.contains(&contract.to_string()), "{who}: {}", list.body);
            let list = browser.get("/c/acme/contracts.csv").await;
            assert!(!list.body.contains(&number), "{who}");
        }
        let after = contract_row(&world, contract).await;
        assert_eq!((before, users(&world, contract).await.len()), (after, 2), "nothing was changed");
        // The contact of another contract has that one, and uses none of this one's units.
        let mut other_contact = signed_in(&world, "other@acme.example.com").await;
        other_contact.get(&pages("acme", other)[0]).await.expect(StatusCode::OK);
        let rival = crate::firm(&world, "third").await;
        license(&world, "beacon", Holder::Company(rival.id), 300).await;
        for (account, company) in [(reader.account, firm.id), (rival.owner.account, rival.id)] {
            assert_eq!(code(open_request(&world.cx_of(account), Some(company), &input).await), "request.level");
        }
        assert_eq!(contract_row(&world, contract).await.reserved, 1);
    }

    /// ALL-8: the actions themselves, whatever page or operation stands before them
    async fn staff_and_programs_without_the_right_change_and_read_nothing(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &[OWNER]).await;
        let before = contract_row(&world, contract).await;
        let ends = world.cx().now().plus(400 * DAY).rfc3339()[..10].to_owned();
        let extension = ExtendContract { ends, version: String::new() };
        let correction = CorrectUnits { units: "5".into(), reason: "bought".into(), version: String::new() };
        let end = EndContract { reason: "unpaid".into(), confirm: "true".into(), version: String::new() };
        let outsiders = [Role::Lab, Role::Privacy, Role::Marketing].map(|role| world.cx_staff(&[role]));
        for cx in outsiders.into_iter().chain([world.cx_of(firm.owner.account)]) {
            for refused in [
                code(extend_contract(&cx, contract, &extension).await),
                code(correct_units(&cx, contract, &correction).await),
                code(end_contract(&cx, contract, &end).await),
                code(set_contacts(&cx, contract, &[], None).await),
            ] {
                assert!(refused.ends_with("not_allowed"), "{refused}");
            }
        }
        for role in [Role::Privacy, Role::Marketing] {
            let taken = take_contract_certificate(&world.cx_staff(&[role]), contract).await;
            assert!(code(taken).ends_with("not_allowed"));
        }
        assert_eq!(log(&world, contract, "contract.certificate_taken").await, 0);
        for word in ["privacy", "marketing"] {
            for below in ["", "/certificate.pdf", "/contacts", "/change", "/end"] {
                let answer = staff(&world, word).get(&format!("/staff/contracts/{contract}{below}")).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{word} at {below}");
            }
        }
        for below in ["/contacts", "/change", "/end"] {
            staff(&world, "lab").get(&format!("/staff/contracts/{contract}{below}")).await.expect(StatusCode::FORBIDDEN);
        }
        let at = format!("/api/v1/contracts/{contract}");
        for scopes in ["requests:read", "requests:write", "licenses:write"] {
            for below in ["", "/contacts", "/ledger"] {
                program(&world, scopes).get(&format!("{at}{below}")).await.expect(StatusCode::FORBIDDEN);
            }
        }
        let none = serde_json::json!({ "contacts": [] });
        for scopes in ["contracts:read", "requests:write"] {
            program(&world, scopes).json(Method::PUT, &format!("{at}/contacts"), &none).await.expect(StatusCode::FORBIDDEN);
        }
        assert_eq!(contract_row(&world, contract).await, before);
    }

    /// LIC-28: numbers can be counted through, so a number alone tells nothing; nor does the paper of another contract
    async fn a_guessed_number_a_foreign_code_and_a_changed_link_tell_nothing(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let one = contract(&world, &firm, beacon, Some(3), &[OWNER, CARL]).await;
        let other = contract(&world, &firm, beacon, Some(3), &[OWNER]).await;
        let number = contract_row(&world, one).await.number;
        let foreign = take_contract_certificate(&agent(&world), other).await.unwrap().code;
        let own = take_contract_certificate(&agent(&world), one).await.unwrap().code;
        let mut stranger = world.browser();
        for (number, typed) in [(number.as_str(), foreign.as_str()), ("C-1", own.as_str()), ("C-1", foreign.as_str())] {
            let form = [("number", number), ("code", typed), ("company", "acme")];
            let page = stranger.post("/contract-certificate", &form).await.expect(StatusCode::NOT_FOUND).body;
            assert!(page.contains("couldn’t be confirmed") && !page.contains("Premium 24×7"), "{page}");
            assert!(!page.contains("As on the certificate") && !page.contains("Not the company"), "{page}");
        }
        // What a genuine one tells has no person in it, whoever asks.
        let at = format!("/contract-certificate/scanned?number={number}&check={own}");
        let page = stranger.get(&at).await.expect(StatusCode::OK).body;
        assert!(!page.contains(CARL) && !page.contains(OWNER) && !page.contains("Carl Contact"), "{page}");
        // The link that ends a contact's mails is theirs, letter by letter.
        let link = mails(&world, "support.contract_active", CARL).await.remove(0).one_click.unwrap();
        let path = link[link.find("/request-mails").unwrap()..].to_owned();
        let (head, token) = path.split_once("token=").unwrap();
        let turned = if token.starts_with('A') { "B" } else { "A" };
        for wrong in [format!("{head}token={turned}{}", &token[1..]), format!("{head}token="), format!("{head}token={}", &token[..token.len() / 2])] {
            let form = Some("application/x-www-form-urlencoded");
            stranger.send(Method::POST, &wrong, form, b"List-Unsubscribe=One-Click".to_vec()).await;
        }
        let rows = contract_contact::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert!(rows.iter().all(|row| !row.muted), "no changed link did anything");
    }

    /// LIC-27, LIC-29: a contact who was named first and became a user then
    async fn who_was_named_before_they_became_a_user_is_that_user(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &[CARL, NAMED]).await;
        assert_eq!(users(&world, contract).await, [None, None]);
        let named = firm.add(&world, NAMED, &[]).await;
        assert_eq!(users(&world, contract).await, [None, Some(named.member)]);
        ends_in(&world, contract, 20).await;
        let at = format!("/c/acme/contracts/{contract}");
        let mut browser = signed_in(&world, NAMED).await;
        let home = browser.get("/home").await.expect(StatusCode::OK).body;
        assert!(home.contains(&at), "{home}");
        // A user of another company with a named address is no user of this one.
        let rival = crate::firm(&world, "rival").await;
        rival.add(&world, CARL, &[]).await;
        assert_eq!(users(&world, contract).await, [None, Some(named.member)]);
        // Who is blocked hears nothing, as every user.
        is_blocked(&world, named.member).await;
        let ends = world.cx().now().plus(400 * DAY).rfc3339()[..10].to_owned();
        extend_contract(&agent(&world), contract, &ExtendContract { ends, version: String::new() }).await.unwrap();
        assert_eq!(told(&world, "support.contract_extended").await, [CARL, OWNER]);
    }

    /// COM-8, PRI-5: found by the address where the row knows no user
    async fn an_address_that_no_user_was_tied_to_is_found_all_the_same(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &[CARL, NAMED]).await;
        let named = firm.add(&world, NAMED, &[]).await;
        // As rows of before are.
        contract_contact::Entity::update_many()
            .col_expr(contract_contact::Column::MemberId, Expr::value(None::<Uuid>))
            .filter(contract_contact::Column::ContractId.eq(contract))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        let sets = world.app.services.get::<DataSets>().unwrap();
        let set = sets.iter().find(|set| set.name() == "support.contract_contacts").unwrap();
        let rows = set.read(&world.cx(), named.account, None).await.unwrap().rows;
        assert_eq!(rows.len(), 1, "their own line, and nobody else's");
        let issue = contract_row(&world, contract).await.issue;
        let all = [CARL, NAMED, OWNER].map(|email| ContactPerson { email: email.into(), ..ContactPerson::default() });
        set_contacts(&agent(&world), contract, &all, None).await.unwrap();
        assert_eq!(told(&world, "support.contract_contacts").await, [CARL, NAMED, OWNER]);
        let at = format!("/c/acme/contracts/{contract}");
        for (to, is_user) in [(NAMED, true), (CARL, false)] {
            let mail = mails(&world, "support.contract_contacts", to).await.remove(0);
            assert_eq!(mail.text.contains(&at), is_user, "{}", mail.text);
        }
        leaves(&world, &firm, named.member).await;
        let owner = firm.owner.member;
        assert_eq!(users(&world, contract).await, [None, Some(owner)], "who leaves is no contact any more");
        assert_eq!(contract_row(&world, contract).await.issue, issue + 2);
        let left = mails(&world, "support.contract_contacts", OWNER).await.pop().unwrap();
        assert!(left.text.contains("Removed: 1 contact"), "{}", left.text);
        assert_eq!(mails(&world, "support.contract_contacts", NAMED).await.len(), 1, "who has left is not told");
    }

    /// LIC-27: no text of a company's goes out in our mails to people who are not its users
    async fn a_company_words_no_greeting_of_people_outside(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let contract = contract(&world, &firm, beacon, Some(3), &[OWNER, CARL]).await;
        let cx = world.cx_of(firm.owner.account);
        let change = async |lines: &str| {
            let typed = TypedContacts { contacts: lines.into(), ..TypedContacts::default() };
            change_contacts(&cx, firm.id, contract, &typed).await
        };
        for lure in ["Pay at https://evil.example", "Carl Contact, evil.example"] {
            assert_eq!(code(change(&format!("{OWNER}\n{lure} <{CARL}>")).await), "contract.contacts_company", "{lure}");
        }
        let loud = CARL.to_ascii_uppercase();
        assert_eq!(code(change(&format!("{OWNER}\nCarl Contact <{loud}>")).await), "contract.contacts_company");
        assert_eq!(contract_row(&world, contract).await.issue, 1, "nothing was changed");
        // Their own people they call as they like; whom support named stays as support named them.
        change(&format!("Olga Owner <{OWNER}>, 1\n{CARL}")).await.unwrap();
        let mail = mails(&world, "support.contract_contacts", CARL).await.remove(0);
        assert!(mail.text.contains("Hello Carl Contact,"), "{}", mail.text);
        change(&format!("Olga Owner <{OWNER}>, 1\nCarl Contact <{CARL}>")).await.unwrap();
        assert_eq!(contract_row(&world, contract).await.issue, 2, "that is no change");
    }
}
