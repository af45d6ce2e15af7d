//! What every handler and socket holds.

use crate::attachments::outside::OutsideFiles;
use crate::auth::password::Passwords;
use crate::auth::visitor_sockets::VisitorSockets;
use crate::config::WebConfig;
use crate::error::{self, ApiError, ApiResult};
use crate::origin::Origins;
use crate::rate_limit::RateLimits;
use crate::sightings::Sightings;
use crate::wire::error::{ErrorBody, ErrorCode};
use crate::wire::rest::DemoInfo;
use dashmap::DashMap;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::hub::{HeadFacts, Socket, SocketId};
use frontdesk_actors::push::Push;
use frontdesk_actors::system::System;
use frontdesk_model::id::ConversationId;
use frontdesk_storage::attachments::Attachments;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::OnceCell;

/// Shared by all workers.
pub struct AppState {
    pub system: System,
    pub config: WebConfig,
    /// Every open socket, so that a drain reaches all of them.
    pub sockets: Sockets,
    /// The widgets' among them, by session.
    pub visitors: VisitorSockets,
    pub limits: RateLimits,
    pub passwords: Passwords,
    pub origins: Origins,
    pub sightings: Sightings,
    /// What the demo page is told; set once by the binary when it plays the demo.
    pub demo: OnceLock<DemoInfo>,
    files: OnceCell<Attachments>,
    draining: AtomicBool,
}

#[derive(Default)]
pub struct Sockets(DashMap<SocketId, Socket>);

impl Sockets {
    pub fn add(&self, socket: Socket) {
        self.0.insert(socket.id, socket);
    }

    pub fn remove(&self, id: SocketId) {
        self.0.remove(&id);
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl AppState {
    /// What is told of an error.
    #[must_use]
    pub fn refusal(&self, error: &ExecuteError) -> ErrorBody {
        error::refusal(error, &self.system.shared.directory.get())
    }

    /// What is known of a conversation.
    ///
    /// # Errors
    /// `not_found`, and as [`Self::refusal`].
    pub async fn facts(&self, conversation: ConversationId) -> Result<Arc<HeadFacts>, ErrorBody> {
        let facts = self.system.registry.look(conversation).await.map_err(|error| self.refusal(&error))?;
        facts.ok_or_else(|| error::refuse(ErrorCode::NotFound))
    }

    #[must_use]
    pub fn new(system: System, config: WebConfig) -> Arc<Self> {
        let limits = RateLimits::new(&config.limits, Arc::clone(&system.shared.clock));
        let origins = Origins::of(&config);
        let state = Arc::new(Self {
            system,
            config,
            sockets: Sockets::default(),
            visitors: VisitorSockets::default(),
            limits,
            passwords: Passwords::default(),
            origins,
            sightings: Sightings::default(),
            demo: OnceLock::new(),
            files: OnceCell::new(),
            draining: AtomicBool::new(false),
        });
        state.system.accounts.providers().files.set(Arc::new(OutsideFiles::new(&state)));
        state
    }

    /// The stored files; opened when they are first needed, and tried again after a failure.
    ///
    /// # Errors
    /// `storage_unavailable` when their folder cannot be used.
    pub async fn files(&self) -> ApiResult<&Attachments> {
        let folder = self.config.data.clone();
        let open = || async move {
            let opened = tokio::task::spawn_blocking(move || Attachments::open(&folder)).await;
            let opened = opened.map_err(|error| ApiError::internal("the files' folder", &error))?;
            opened.map_err(|error| {
                tracing::error!(%error, "the folder of attachments cannot be used");
                ErrorCode::StorageUnavailable.into()
            })
        };
        self.files.get_or_try_init(open).await
    }

    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// Takes no new work and tells every open socket to come back later; they close within moments.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
        for socket in &self.sockets.0 {
            socket.push(Push::Drain);
        }
    }
}
