//! Closing documents of orders: uploaded by clerks and programs, downloaded by the buyer, gone with them (LIC-26).

use crate::blocks::account;
use crate::clerks::{ALL_SCOPES, clerk, on_sale, order, program, sold, staff};
use crate::people::signed_in;
use crate::shop::log;
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_core::{Lang, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait as _};
use gatehouse_licenses::tables::document;
use gatehouse_testkit::{Browser, World, both_engines};
use serde_json::json;

const ADA: &str = "ada@example.com";
const INVOICE: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";
const NUMBER: &str = "INV-2026-77";

/// A form with a file.
fn form(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    let head = "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"invoice.pdf\"\r\n\r\n";
    body.extend(head.as_bytes());
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    body
}

async fn upload(browser: &mut Browser, order: Uuid, fields: &[(&str, &str)], file: &[u8]) -> gatehouse_testkit::Answer {
    let place = format!("/staff/orders/{order}/documents/new");
    browser.send(Method::POST, &place, Some("multipart/form-data; boundary=edge"), form(fields, file)).await
}

fn invoice(id: &str) -> [(&str, &str); 5] {
    [("id", id), ("kind", "invoice"), ("number", NUMBER), ("date", "2026-11-20"), ("language", "en")]
}

async fn count(world: &World) -> u64 {
    document::Entity::find().count(world.cx().read()).await.unwrap()
}

/// Ada, and her order.
async fn bought(world: &World) -> (Uuid, Uuid) {
    on_sale(world).await;
    let ada = account(world, ADA, Lang::En).await;
    let order = order(world, "SHOP-1", ADA, "en").await;
    sold(world, order, "1").await;
    (ada, order)
}

both_engines! {
    /// LIC-26, LIC-35
    async fn a_clerk_uploads_a_document_and_the_buyer_alone_downloads_it(world: World) {
        let (ada, order) = bought(&world).await;
        let mut buyer = signed_in(&world, ada);
        let here = format!("/account/purchases/{order}");
        assert!(buyer.get("/account/purchases").await.expect(StatusCode::OK).body.contains(&here));
        let page = buyer.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("The seller has the closing documents") && page.contains("Mention order SHOP-1."), "{page}");

        let mut clerk = clerk(&world);
        let asked = clerk.get(&format!("/staff/orders/{order}/documents/new")).await.expect(StatusCode::OK);
        let id = asked.input("id").unwrap();
        upload(&mut clerk, order, &invoice(&id), INVOICE).await.expect(StatusCode::SEE_OTHER);
        upload(&mut clerk, order, &invoice(&id), INVOICE).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(count(&world).await, 1, "the second of two equal forms adds nothing");
        let page = clerk.get(&format!("/staff/orders/{order}")).await.expect(StatusCode::OK).body;
        assert!(page.contains(NUMBER) && page.contains("20 Nov 2026"), "{page}");

        let page = buyer.get(&here).await.expect(StatusCode::OK).body;
        let file = format!("{here}/documents/{id}");
        assert!(page.contains(NUMBER) && page.contains(&file) && page.contains("Invoice"), "{page}");
        let answer = buyer.open(&file).await;
        assert_eq!((answer.status, answer.bytes().await.as_slice()), (StatusCode::OK, INVOICE));
        let bob = account(&world, "bob@example.com", Lang::En).await;
        signed_in(&world, bob).get(&here).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(signed_in(&world, bob).open(&file).await.status, StatusCode::NOT_FOUND);
        assert!(!world.dump().await.to_lowercase().contains(&NUMBER.to_lowercase()), "what a database holds tells no number");

        let staff_file = format!("/staff/orders/{order}/documents/{id}");
        assert_eq!(staff(&world, "support").open(&staff_file).await.status, StatusCode::OK);
        assert_eq!(log(&world, order, "order.document_downloaded").await, 1);
        staff(&world, "support").post(&format!("{staff_file}/remove"), &[]).await.expect(StatusCode::FORBIDDEN);
        clerk.post(&format!("{staff_file}/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!((count(&world).await, buyer.open(&file).await.status), (0, StatusCode::NOT_FOUND));
    }

    /// LIC-26, ALL-9
    async fn what_is_wrong_with_a_document_is_said_at_its_field(world: World) {
        let (_, order) = bought(&world).await;
        let mut clerk = clerk(&world);
        let id = Uuid::from_u128(7).to_string();
        for (change, file, status, told) in [
            (("number", ""), INVOICE, StatusCode::UNPROCESSABLE_ENTITY, "e-number"),
            (("kind", "bill"), INVOICE, StatusCode::UNPROCESSABLE_ENTITY, "e-kind"),
            (("date", ""), INVOICE, StatusCode::UNPROCESSABLE_ENTITY, "e-date"),
            (("date", "2026-02-30"), INVOICE, StatusCode::UNPROCESSABLE_ENTITY, "e-date"),
            (("language", "xx"), INVOICE, StatusCode::UNPROCESSABLE_ENTITY, "e-language"),
            (("number", "1"), b"".as_slice(), StatusCode::UNPROCESSABLE_ENTITY, "couldn’t be read"),
            (("number", "1"), b"MZ this is a program".as_slice(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "e-file"),
        ] {
            let fields = invoice(&id).map(|(name, value)| if name == change.0 { change } else { (name, value) });
            let page = upload(&mut clerk, order, &fields, file).await.expect(status).body;
            assert!(page.contains(told), "{change:?}: {page}");
        }
        assert_eq!(count(&world).await, 0);
        upload(&mut clerk, Uuid::nil(), &invoice(&id), INVOICE).await.expect(StatusCode::NOT_FOUND);
        upload(&mut staff(&world, "support"), order, &invoice(&id), INVOICE).await.expect(StatusCode::FORBIDDEN);
    }

    /// LIC-26, ALL-7
    async fn a_program_adds_documents_once_and_not_without_end(world: World) {
        let (ada, order) = bought(&world).await;
        let place = format!("/api/v1/orders/{order}/documents");
        let new = json!({"kind": "act", "number": NUMBER, "date": "2026-11-20", "language": "ru", "name": "акт.pdf",
            "file": STANDARD.encode(INVOICE)});
        let mut once = program(&world, "orders:write").header("idempotency-key", "document-1");
        let made = once.json(Method::POST, &place, &new).await.expect(StatusCode::CREATED).json();
        assert_eq!(made["size"].as_u64(), Some(INVOICE.len() as u64));
        assert_eq!(once.json(Method::POST, &place, &new).await.expect(StatusCode::CREATED).json(), made);
        let mut api = program(&world, ALL_SCOPES);
        let listed = api.get(&place).await.expect(StatusCode::OK).json();
        assert_eq!((listed["items"].as_array().unwrap().len(), &listed["items"][0]), (1, &made));
        let file = format!("/account/purchases/{order}/documents/{}", made["id"].as_str().unwrap());
        assert_eq!(signed_in(&world, ada).open(&file).await.bytes().await, INVOICE);
        for (member, value, code) in [
            ("file", "%%%", "document.unreadable"),
            ("file", "", "document.unreadable"),
            ("file", "TVogcHJvZ3JhbQ==", "file.wrong_kind"),
            ("kind", "bill", "input.not_a_choice"),
            ("number", "", "input.required"),
        ] {
            let mut wrong = new.clone();
            wrong[member] = json!(value);
            let refused = api.json(Method::POST, &place, &wrong).await;
            assert_eq!(refused.code(), code, "{member}: {}", refused.body);
        }
        let nothing = format!("/api/v1/orders/{}/documents", Uuid::nil());
        assert_eq!(api.json(Method::POST, &nothing, &new).await.code(), "order.unknown");
        assert_eq!(api.get(&nothing).await.status, StatusCode::NOT_FOUND);
        let reader = program(&world, "orders:read").json(Method::POST, &place, &new).await;
        assert_eq!(reader.status, StatusCode::FORBIDDEN);
        for _ in 1..20 {
            api.json(Method::POST, &place, &new).await.expect(StatusCode::CREATED);
        }
        assert_eq!(api.json(Method::POST, &place, &new).await.code(), "document.too_many");
        assert_eq!(count(&world).await, 20);
    }

    /// ACC-17, LIC-26, PRI-3
    async fn documents_go_with_the_account_of_their_buyer(world: World) {
        let (ada, order) = bought(&world).await;
        let mut clerk = clerk(&world);
        let id = Uuid::from_u128(7).to_string();
        upload(&mut clerk, order, &invoice(&id), INVOICE).await.expect(StatusCode::SEE_OTHER);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&world).await, 0);
        world.run_jobs().await;
        let left = gatehouse_files::tables::file::Entity::find().count(world.cx().read()).await.unwrap();
        assert_eq!(left, 0, "its bytes are gone as well");
    }
}
