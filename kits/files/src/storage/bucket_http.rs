//! How the library of the object store speaks: through the crate `reach`, as to any server that the operator set.

use gatehouse_core::async_trait;
use gatehouse_reach::{Body, Standing, Unreachable};
use http_body_util::BodyExt as _;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService,
};
use std::sync::Arc;

/// One server.
#[derive(Clone, Debug)]
pub(super) struct Server(Arc<Standing>);

impl Server {
    pub(super) fn new(standing: Standing) -> Self {
        Self(Arc::new(standing))
    }
}

impl HttpConnector for Server {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Server {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = self.0.call(request.map(Body::wrap)).await.map_err(of)?;
        Ok(answer
            .map(|body| HttpResponseBody::new(body.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error)))))
    }
}

/// What the library tries again and what it does not.
fn of(why: Unreachable) -> HttpError {
    let kind = match why {
        Unreachable::Refused | Unreachable::Name => HttpErrorKind::Connect,
        Unreachable::Silent => HttpErrorKind::Timeout,
        Unreachable::Lost => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, why)
}
