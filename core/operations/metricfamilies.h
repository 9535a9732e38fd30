// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace portier::operations
{

enum class MetricType { Counter, Gauge, Histogram };
enum class MetricScope { Process, Database };

/// Everything that is fixed about one metric name.
struct MetricFamily {
    const char *name;
    MetricType type;
    const char *labels; ///< label names separated by a space; no label ever holds an id or an address (PLT-166)
    MetricScope scope;
    const char *help;
};

/// Every metric that exists: PLT-165, PLT-167, PLT-168, TRP-290.
inline constexpr std::array metricFamilies{
    MetricFamily{"http_requests_total", MetricType::Counter, "method endpoint status", MetricScope::Process,
                 "Answered HTTP requests; endpoint is the route template."},
    MetricFamily{"http_request_duration_seconds", MetricType::Histogram, "method endpoint", MetricScope::Process,
                 "Time from the complete request to the complete reply."},
    MetricFamily{"external_api_calls_total", MetricType::Counter, "provider endpoint status", MetricScope::Process,
                 "Calls to outside services."},
    MetricFamily{"trips_created_total", MetricType::Counter, "", MetricScope::Process, "Trips created."},
    MetricFamily{"notifications_sent_total", MetricType::Counter, "", MetricScope::Process,
                 "Messages that a channel accepted."},

    MetricFamily{"portier_active_users", MetricType::Gauge, "", MetricScope::Database,
                 "Accounts seen in the last 24 hours."},
    MetricFamily{"portier_active_trips", MetricType::Gauge, "", MetricScope::Database, "Trips that are being checked."},
    MetricFamily{"portier_active_watches", MetricType::Gauge, "", MetricScope::Database,
                 "Watches that are being scanned."},
    MetricFamily{"portier_open_bookings", MetricType::Gauge, "", MetricScope::Database,
                 "Bookings that wait for a decision."},
    MetricFamily{"portier_pending_requests", MetricType::Gauge, "", MetricScope::Database,
                 "Consultation requests without an answer."},
    MetricFamily{"portier_price_checks_24h", MetricType::Gauge, "result", MetricScope::Database,
                 "Price checks of the last 24 hours."},
    MetricFamily{"portier_provider_calls_month", MetricType::Gauge, "provider", MetricScope::Database,
                 "Calls charged to a provider in this UTC month."},
    MetricFamily{"portier_provider_budget_ratio", MetricType::Gauge, "provider", MetricScope::Database,
                 "Used share of a provider's monthly budget."},
    MetricFamily{"portier_cache_hit_ratio", MetricType::Gauge, "", MetricScope::Process,
                 "Share of price queries answered from the cache."},
    MetricFamily{"portier_notification_delivery_ratio", MetricType::Gauge, "", MetricScope::Database,
                 "Sent and digested messages among those that ended in the last 24 hours."},

    MetricFamily{"portier_jobs", MetricType::Gauge, "kind state", MetricScope::Database, "Jobs by state."},
    MetricFamily{"portier_job_duration_seconds", MetricType::Histogram, "kind", MetricScope::Process,
                 "Running time of job attempts."},
    MetricFamily{"portier_queue_oldest_seconds", MetricType::Gauge, "queue", MetricScope::Database,
                 "Age of the oldest due entry of a queue."},
    MetricFamily{"portier_schedule_lag_seconds", MetricType::Gauge, "", MetricScope::Process,
                 "How late the last due occurrence started, or how long one has been waiting to start."},
    MetricFamily{"portier_occurrences_total", MetricType::Counter, "schedule outcome", MetricScope::Process,
                 "Closed occurrences of schedules."},
    MetricFamily{"portier_notifications_total", MetricType::Counter, "channel kind outcome", MetricScope::Process,
                 "Messages that reached a terminal state."},
    MetricFamily{"portier_notifications_balance", MetricType::Gauge, "", MetricScope::Database,
                 "Created messages minus those accounted for; always 0."},
    MetricFamily{"portier_outbox_oldest_seconds", MetricType::Gauge, "", MetricScope::Database,
                 "Age of the oldest message that is due."},
    MetricFamily{"portier_dead_letters", MetricType::Gauge, "kind", MetricScope::Database,
                 "Messages and jobs that ended dead."},
    MetricFamily{"portier_rate_limited_total", MetricType::Counter, "policy", MetricScope::Process,
                 "Requests refused by a rate-limit policy."},
    MetricFamily{"portier_db_commit_seconds", MetricType::Histogram, "", MetricScope::Process,
                 "Duration of durable commits."},
    MetricFamily{"portier_db_errors_total", MetricType::Counter, "class", MetricScope::Process, "Database errors."},
    MetricFamily{"portier_backup_verified_age_seconds", MetricType::Gauge, "", MetricScope::Database,
                 "Age of the newest verified backup."},
    MetricFamily{"portier_leases_lost_total", MetricType::Counter, "", MetricScope::Process,
                 "Job leases that ended before their work."},
    MetricFamily{"portier_circuit_open", MetricType::Gauge, "provider", MetricScope::Process,
                 "1 while calls to a provider are held back."},
    MetricFamily{"portier_feed_waiters", MetricType::Gauge, "", MetricScope::Process, "Waiting change feed calls."},
    MetricFamily{"portier_build_info", MetricType::Gauge, "version", MetricScope::Process, "Always 1."},

    MetricFamily{"portier_price_queries_total", MetricType::Counter, "source side result", MetricScope::Process,
                 "Price queries by how they were answered."},
    MetricFamily{"portier_upstream_seconds", MetricType::Histogram, "source", MetricScope::Process,
                 "Duration of calls to price sources."},
    MetricFamily{"portier_price_calls_saved_ratio", MetricType::Gauge, "source", MetricScope::Process,
                 "Share of price queries that needed no call."},
    MetricFamily{"portier_source_budget_used", MetricType::Gauge, "source", MetricScope::Database,
                 "Calls charged to a price source in its budget period."},
    MetricFamily{"portier_source_budget_limit", MetricType::Gauge, "source", MetricScope::Database,
                 "Calls a price source's budget allows in its period."},
    MetricFamily{"portier_source_breaker_open", MetricType::Gauge, "source side", MetricScope::Process,
                 "1 while a price source's breaker is open."},
    MetricFamily{"portier_trips", MetricType::Gauge, "status", MetricScope::Database, "Trips by status."},
    MetricFamily{"portier_price_checks_total", MetricType::Counter, "trigger outcome", MetricScope::Process,
                 "Finished price checks."},
    MetricFamily{"portier_alert_evaluations_total", MetricType::Counter, "reason", MetricScope::Process,
                 "Alert rules evaluated, by why they did or did not fire."},

    MetricFamily{"process_resident_memory_bytes", MetricType::Gauge, "", MetricScope::Process,
                 "Resident memory size in bytes."},
    MetricFamily{"process_start_time_seconds", MetricType::Gauge, "", MetricScope::Process,
                 "Start time of the process since the Unix epoch in seconds."},
};

} // namespace portier::operations
