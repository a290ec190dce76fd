//! The API's description is what the API does: bounds, examples, queries.

use crate::clerks::{ALL_SCOPES, on_sale, program};
use crate::sellers::corner_shop;
use axum::http::{Method, StatusCode};
use gatehouse_core::Uuid;
use gatehouse_licenses::actions::add_seller::add_seller;
use gatehouse_licenses::model::seller::SellerEntry;
use gatehouse_testkit::{World, both_engines};
use serde_json::{Value, json};

async fn description(world: &World) -> Value {
    let mut api = program(world, ALL_SCOPES);
    api.get("/api/openapi.json").await.expect(StatusCode::OK).json()
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

/// Every operation with its path and method.
fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, op)| (path, method, op)))
}

fn kinds(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    }
}

/// The members of a request that have no end.
fn unbounded(document: &Value, schema: &Value, place: &str, found: &mut Vec<String>) {
    let schema = resolved(document, schema);
    for way in ["oneOf", "anyOf", "allOf"] {
        for one in schema[way].as_array().into_iter().flatten() {
            unbounded(document, one, place, found);
        }
    }
    let kinds = kinds(schema);
    let has = |word: &str| !schema[word].is_null();
    let is_open_text =
        kinds.contains(&"string") && !has("maxLength") && !has("enum") && !has("format") && !has("pattern");
    let is_open_number = kinds.contains(&"integer") && !(has("minimum") && has("maximum"));
    let is_open_list = kinds.contains(&"array") && !has("maxItems");
    let is_open_map = schema["additionalProperties"].is_object() && !has("maxProperties");
    if is_open_text || is_open_number || is_open_list || is_open_map {
        found.push(place.to_owned());
    }
    if has("items") {
        unbounded(document, &schema["items"], &format!("{place}[]"), found);
    }
    if schema["additionalProperties"].is_object() {
        unbounded(document, &schema["additionalProperties"], &format!("{place}.*"), found);
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        unbounded(document, member, &format!("{place}.{name}"), found);
    }
}

both_engines! {
    /// ALL-7
    async fn every_member_of_a_request_has_an_end(world: World) {
        let document = description(&world).await;
        let mut found = Vec::new();
        for (path, method, operation) in operations(&document) {
            if let Some(body) = operation.get("requestBody") {
                let schema = &body["content"]["application/json"]["schema"];
                unbounded(&document, schema, &format!("{method} {path}"), &mut found);
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let place = format!("{method} {path} {}", parameter["name"].as_str().unwrap());
                unbounded(&document, &parameter["schema"], &place, &mut found);
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    /// ALL-7, ALL-8
    async fn nobody_has_a_body_read_that_his_key_may_not_send(world: World) {
        let document = description(&world).await;
        let mut tried = 0;
        for (path, method, operation) in operations(&document) {
            let Some(scope) = operation["security"][0]["api_key"][0].as_str() else { continue };
            if operation.get("requestBody").is_none() {
                continue;
            }
            let others: Vec<&str> = ALL_SCOPES.split(',').filter(|other| *other != scope).collect();
            let mut api = program(&world, &others.join(","));
            let place = path.replace("{id}", &Uuid::nil().to_string()).replace("{part_id}", &Uuid::nil().to_string());
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            // Whoever reads it finds that it is no JSON.
            let answer = api.send(method.clone(), &place, Some("application/json"), b"{".to_vec()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}: {}", answer.body);
            assert!(answer.body.contains(scope), "{method} {path}: {}", answer.body);
            tried += 1;
        }
        assert!(tried >= 10, "{tried} operations");
    }

    /// ALL-7
    async fn the_examples_of_requests_are_taken_as_they_stand(world: World) {
        on_sale(&world).await;
        let seller = SellerEntry { code: "example-shop".into(), ..corner_shop() };
        add_seller(&world.cx(), &seller).await.unwrap();
        let document = description(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        let mut tried = 0;
        for (path, method, operation) in operations(&document) {
            let Some(body) = operation.get("requestBody") else { continue };
            let schema = resolved(&document, &body["content"]["application/json"]["schema"]);
            let example = &schema["example"];
            assert!(example.is_object(), "{method} {path} has no example");
            let path = path.replace("{id}", "0199a0c2-7d00-7000-8000-0000000000ff");
            let path = path.replace("{activation}", "0199a0c2-7d00-7000-8000-0000000000ff");
            let path = path.replace("{part}", "0199a0c2-7d00-7000-8000-0000000000fe");
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let answer = api.json(method.clone(), &path, example).await;
            let status = answer.status.as_u16();
            let code = if status < 400 { String::new() } else { answer.code() };
            // What it speaks of need not be here, or be here already; its shape and its values must be good.
            let is_unknown = status == 404 || matches!(code.as_str(), "code.unknown" | "activation.unknown" | "input.taken");
            assert!(status < 300 || is_unknown, "{method} {path}: {status} {}", answer.body);
            tried += 1;
        }
        assert!(tried > 12, "only {tried} operations have a body");
    }

    /// ALL-7
    async fn a_query_that_an_operation_does_not_have_is_refused(world: World) {
        let mut api = program(&world, ALL_SCOPES);
        for (query, code) in [
            ("?foo=1", "request.query_unknown"),
            ("?status=active&stauts=blocked", "request.query_unknown"),
            ("?status=active&status=blocked", "request.query_repeated"),
            ("?size=1&size=1", "request.query_repeated"),
        ] {
            let answer = api.get(&format!("/api/v1/licenses{query}")).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!(answer.code(), code, "{query}");
        }
        api.get("/api/v1/licenses?status=active&size=1").await.expect(StatusCode::OK);
        api.get("/api/v1/issuing-keys?x=1").await.expect(StatusCode::BAD_REQUEST);
    }

    /// ALL-7
    async fn a_cursor_opens_only_the_list_that_it_came_from(world: World) {
        on_sale(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        for n in 0..3 {
            let new = json!({"number": format!("S-{n}"), "source": "shop"});
            api.json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::CREATED);
        }
        let first = api.get("/api/v1/orders?size=1&source=shop&sort=-created").await.expect(StatusCode::OK).json();
        let next = first["next"].as_str().unwrap();
        let second = api.get(&format!("/api/v1/orders?sort=-created&source=shop&after={next}&size=2")).await;
        assert_eq!(second.expect(StatusCode::OK).json()["items"].as_array().unwrap().len(), 2);
        let mut changed = next.to_owned();
        changed.replace_range(8..9, if &next[8..9] == "A" { "B" } else { "A" });
        for other in [
            format!("/api/v1/orders?size=1&source=shop&sort=created&after={next}"),
            format!("/api/v1/orders?size=1&sort=-created&after={next}"),
            format!("/api/v1/licenses?after={next}"),
            format!("/api/v1/orders?size=1&source=shop&sort=-created&after={changed}"),
        ] {
            let answer = api.get(&other).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(answer.code(), "input.not_a_cursor", "{other}");
        }
    }

    /// ALL-7
    async fn headers_are_read_as_their_documents_say(world: World) {
        on_sale(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        let new = json!({"number": "S-1", "source": "shop"});
        let made = api.json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::CREATED);
        let place = format!("/api/v1/orders/{}", made.json()["id"].as_str().unwrap());
        let order = api.get(&place).await.expect(StatusCode::OK);
        let tag = order.headers["etag"].to_str().unwrap().to_owned();
        for current in ["*", tag.as_str(), &format!("\"0\", {tag}"), &format!("W/{tag}")] {
            let answer = api.clone().header("if-none-match", current).get(&place).await;
            assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{current}");
        }
        let products = api.get("/api/v1/products").await.expect(StatusCode::OK).json();
        let product = format!("/api/v1/products/{}", products["items"][0]["id"].as_str().unwrap());
        let tag = api.get(&product).await.headers["etag"].to_str().unwrap().to_owned();
        let rename = |name: &str| json!({ "name": name });
        for (wanted, status) in [
            (format!("W/{tag}"), StatusCode::PRECONDITION_FAILED),
            ("nothing".to_owned(), StatusCode::PRECONDITION_FAILED),
            (format!("{tag}, \"nothing\""), StatusCode::OK),
            (tag.clone(), StatusCode::PRECONDITION_FAILED),
            ("*".to_owned(), StatusCode::OK),
        ] {
            let mut careful = api.clone().header("if-match", &wanted);
            let answer = careful.json(Method::PATCH, &product, &rename(&format!("Named {wanted}"))).await;
            assert_eq!(answer.status, status, "{wanted}: {}", answer.body);
        }
        for key in ["a\tb", &"x".repeat(201)] {
            let mut once = api.clone().header("idempotency-key", key);
            let answer = once.json(Method::POST, "/api/v1/orders", &json!({"source": "shop"})).await;
            assert_eq!(answer.expect(StatusCode::BAD_REQUEST).code(), "idempotency.key_invalid", "{key}");
        }
        let whole = json!({"number": "S-2", "source": "shop"});
        api.json(Method::POST, "/api/v1/orders", &whole).await.expect(StatusCode::CREATED);
        let issue = |seats: Value| json!({"product": "beacon", "edition": "pro", "term": "1-year", "seats": seats});
        let issued = api.json(Method::POST, &format!("{place}/licenses"), &issue(json!(5.0))).await;
        issued.expect(StatusCode::CREATED);
        let wrong = api.json(Method::POST, &format!("{place}/licenses"), &issue(json!(5.5))).await;
        let wrong = wrong.expect(StatusCode::BAD_REQUEST);
        assert!(wrong.code() == "request.malformed" && wrong.body.contains("seats"), "{}", wrong.body);
    }
}
