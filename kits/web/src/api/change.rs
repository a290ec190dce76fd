//! A change that a program asks for: what its key may do, what it names and sends, whether it was made before, and whether the
//! program has seen what it changes (ALL-7).

use super::{Asked, JsonBody, Scoped, if_match, once, replayed};
use crate::halt::Halt;
use crate::module::AppState;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use gatehouse_context::{May, Right};
use gatehouse_core::Uuid;
use serde::de::DeserializeOwned;

/// The body of a change that needs none; what is sent all the same is not read.
pub struct NoBody;

/// A change, as a handler's only argument: the right of the key is judged first, then the ids of the address, then the body.
pub struct Change<R, B = NoBody> {
    /// The context, whose actor is the key, with the proof.
    pub cx: May<R>,
    /// What was sent.
    pub body: B,
    /// What was sent, as it came.
    bytes: Bytes,
    headers: HeaderMap,
    place: Place,
}

/// A change that is made: by this request, or by the same one before.
pub struct Made<R> {
    /// The context of the request.
    pub cx: May<R>,
    /// What the change made or changed.
    pub id: Uuid,
    /// Whether this request repeats another one and has changed nothing.
    pub again: bool,
}

impl<R: Right, B: DeserializeOwned> FromRequest<AppState> for Change<R, B> {
    type Rejection = Halt;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Halt> {
        let (mut parts, body) = request.into_parts();
        let begun = Change::<R>::begin(&mut parts, app).await?;
        let JsonBody { value, bytes } = JsonBody::from_request(Request::from_parts(parts, body), app).await?;
        let Change { cx, headers, place, .. } = begun;
        Ok(Self { cx, body: value, bytes, headers, place })
    }
}

impl<R: Right> FromRequest<AppState> for Change<R, NoBody> {
    type Rejection = Halt;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Halt> {
        Self::begin(&mut request.into_parts().0, app).await
    }
}

impl<R: Right> Change<R> {
    async fn begin(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let Scoped { cx } = Scoped::from_request_parts(parts, app).await?;
        let place = Place::of(parts, app).await?;
        Ok(Self { cx, body: NoBody, bytes: Bytes::new(), headers: parts.headers.clone(), place })
    }
}

impl<R, B> Change<R, B> {
    /// The ids of the address, in its order.
    pub fn ids<const N: usize>(&self) -> Result<[Uuid; N], Halt> {
        self.place.ids.as_slice().try_into().map_err(|_| Halt::NotFound)
    }

    /// The version that the program has seen, where it says so (`If-Match`).
    pub fn version(&self) -> Result<Option<i64>, Halt> {
        if_match(&self.headers)
    }

    /// Makes the change once for one `Idempotency-Key`, by an action that stores the key ([`gatehouse_context::Cx::once`]) and answers
    /// with what it made. Who sends the request again is told of what was made then.
    pub async fn once<E, Act, Tell>(self, act: Act, tell: Tell) -> Result<Response, Halt>
    where
        Act: AsyncFnOnce(May<R>, B) -> Result<Uuid, E>,
        Tell: AsyncFnOnce(Made<R>) -> Result<Response, Halt>,
        Halt: From<E>,
    {
        let Self { cx, body, bytes, headers, place } = self;
        match once(&cx, &headers, &place.operation, &bytes).await? {
            Asked::First(first) => {
                let refused = match act(cx.clone().with_key(first.once), body).await {
                    Ok(id) => return tell(Made { cx, id, again: false }).await,
                    Err(refused) => Halt::from(refused),
                };
                // The same request may have been done while this one waited: then what it asks for is there, and no reason to refuse it.
                match once(&cx, &headers, &place.operation, &bytes).await {
                    Ok(Asked::Again(id)) => Ok(replayed(tell(Made { cx, id, again: true }).await?)),
                    _ => Err(refused),
                }
            }
            Asked::Again(id) => Ok(replayed(tell(Made { cx, id, again: true }).await?)),
        }
    }
}

/// The address of a change.
struct Place {
    ids: Vec<Uuid>,
    /// Its name for idempotency keys, with its ids: the same key for another record is another key.
    operation: String,
}

impl Place {
    async fn of(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let Path(pairs) =
            Path::<Vec<(String, String)>>::from_request_parts(parts, app).await.map_err(|_| Halt::NotFound)?;
        let ids = pairs.iter().map(|(_, value)| Uuid::parse_str(value)).collect::<Result<Vec<_>, _>>();
        let ids = ids.map_err(|_| Halt::NotFound)?;
        let pattern = parts.extensions.get::<MatchedPath>().map_or_else(|| parts.uri.path(), MatchedPath::as_str);
        let operation = operation(&parts.method, pattern, &ids);
        Ok(Self { ids, operation })
    }
}

/// `/api/v1/licenses/{id}/lift-transfer-limit` is `licenses.ID.lift_transfer_limit`, `/api/v1/orders` is `orders.create`. Stored keys hold
/// these names for three days: another rule would do a request twice that is repeated across an update.
fn operation(method: &Method, pattern: &str, ids: &[Uuid]) -> String {
    let mut rest = ids.iter();
    let mut parts: Vec<String> = pattern
        .trim_start_matches("/api/v1/")
        .split('/')
        .map(|part| match part.starts_with('{').then(|| rest.next()).flatten() {
            Some(id) => id.to_string(),
            None => part.replace('-', "_"),
        })
        .collect();
    if *method != Method::POST {
        parts.push(method.as_str().to_lowercase());
    } else if ids.is_empty() {
        parts.push("create".to_owned());
    }
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::operation;
    use axum::http::Method;
    use gatehouse_core::Uuid;

    /// ALL-7
    #[test]
    fn keys_that_are_stored_are_found_by_the_name_that_they_were_stored_under() {
        let id = Uuid::from_u128(7);
        let post = |pattern: &str, ids: &[Uuid]| operation(&Method::POST, pattern, ids);
        assert_eq!(post("/api/v1/orders", &[]), "orders.create");
        assert_eq!(post("/api/v1/orders/{id}/licenses", &[id]), format!("orders.{id}.licenses"));
        let lifted = format!("licenses.{id}.lift_transfer_limit");
        assert_eq!(post("/api/v1/licenses/{id}/lift-transfer-limit", &[id]), lifted);
        let both = [id, Uuid::from_u128(8)];
        let named = operation(&Method::PUT, "/api/v1/products/{id}/terms/{part_id}", &both);
        assert_eq!(named, format!("products.{id}.terms.{}.put", both[1]));
    }
}
