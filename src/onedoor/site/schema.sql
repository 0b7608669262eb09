-- OneDoor's schema, made by `onedoor schema dump` from the migrations: 94a9ce2664c6cbdcd49107c561110293
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public.a_published_version_never_changes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a service never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.record_is_never_altered() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the record is never altered: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_agency (
    code character varying(60) NOT NULL,
    function character varying(60) NOT NULL,
    name character varying(200) NOT NULL,
    names jsonb NOT NULL,
    short character varying(60) NOT NULL,
    credit_code character varying(18) NOT NULL,
    mark character varying(20) NOT NULL,
    office jsonb NOT NULL,
    powers jsonb NOT NULL,
    review_body character varying(200) NOT NULL,
    court character varying(200) NOT NULL,
    former_names jsonb NOT NULL,
    active boolean NOT NULL,
    division_id character varying(12) NOT NULL
);

CREATE TABLE public.agencies_appointment (
    id bigint NOT NULL,
    since date NOT NULL,
    until date,
    account_id uuid NOT NULL,
    post_id bigint NOT NULL,
    CONSTRAINT an_appointment_ends_after_it_began CHECK (((until IS NULL) OR (until >= since)))
);

ALTER TABLE public.agencies_appointment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_division (
    code character varying(12) NOT NULL,
    name character varying(100) NOT NULL,
    name_en character varying(100) NOT NULL,
    names jsonb NOT NULL,
    level character varying(12) NOT NULL,
    parent_id character varying(12),
    CONSTRAINT a_division_has_twelve_digits CHECK (((code)::text ~ '^[0-9]{12}$'::text)),
    CONSTRAINT a_division_is_of_a_known_level CHECK (((level)::text = ANY ((ARRAY['nation'::character varying, 'region'::character varying, 'prefecture'::character varying, 'county'::character varying, 'township'::character varying, 'village'::character varying])::text[])))
);

CREATE TABLE public.agencies_post (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(100) NOT NULL,
    names jsonb NOT NULL,
    agency_id character varying(60) NOT NULL
);

ALTER TABLE public.agencies_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.allauth_idp_oidc_client (
    id character varying(100) NOT NULL,
    name character varying(100) NOT NULL,
    secret character varying(200) NOT NULL,
    scopes text NOT NULL,
    type character varying(20) NOT NULL,
    grant_types text NOT NULL,
    redirect_uris text NOT NULL,
    cors_origins text NOT NULL,
    response_types text NOT NULL,
    skip_consent boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    data jsonb,
    owner_id uuid,
    default_scopes text NOT NULL,
    allow_uri_wildcards boolean NOT NULL
);

CREATE TABLE public.allauth_idp_oidc_token (
    id bigint NOT NULL,
    type character varying(2) NOT NULL,
    hash character varying(255) NOT NULL,
    data jsonb,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    scopes text NOT NULL,
    client_id character varying(100),
    user_id uuid
);

ALTER TABLE public.allauth_idp_oidc_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.allauth_idp_oidc_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

CREATE TABLE public.cases_case (
    id uuid NOT NULL,
    number character varying(50) NOT NULL,
    query_code character varying(20) NOT NULL,
    request_key character varying(100) NOT NULL,
    service character varying(60) NOT NULL,
    service_title character varying(200) NOT NULL,
    agency character varying(60) NOT NULL,
    division character varying(12) NOT NULL,
    applicant_name character varying(200) NOT NULL,
    situation jsonb NOT NULL,
    answers jsonb NOT NULL,
    stage character varying(20) NOT NULL,
    result character varying(20) NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    received_on date NOT NULL,
    told_missing_on date,
    corrected_on date,
    accepted_on date,
    deemed boolean NOT NULL,
    clock_from date,
    suspended boolean NOT NULL,
    extension_days smallint NOT NULL,
    extension_reasons text NOT NULL,
    decided_on date,
    granted boolean,
    reasons text NOT NULL,
    terms text NOT NULL,
    refusal_ground character varying(40) NOT NULL,
    right_body character varying(200) NOT NULL,
    closed_on date,
    statutory_due date,
    promised_due date,
    applicant_id uuid NOT NULL,
    version_id uuid NOT NULL,
    agent character varying(40) NOT NULL,
    agent_name character varying(200) NOT NULL,
    CONSTRAINT a_decision_has_its_day CHECK ((((decided_on IS NULL) AND (granted IS NULL)) OR ((decided_on IS NOT NULL) AND (granted IS NOT NULL)))),
    CONSTRAINT a_no_gives_reasons CHECK (((NOT ((NOT granted) AND (granted IS NOT NULL))) OR (NOT (reasons = ''::text)))),
    CONSTRAINT cases_case_extension_days_check CHECK ((extension_days >= 0)),
    CONSTRAINT the_promise_is_within_the_law CHECK (((promised_due IS NULL) OR (promised_due <= statutory_due))),
    CONSTRAINT what_is_decided_was_accepted CHECK (((decided_on IS NULL) OR (accepted_on IS NOT NULL)))
);

CREATE TABLE public.cases_correction (
    id bigint NOT NULL,
    items jsonb NOT NULL,
    told_on date NOT NULL,
    answered_on date,
    case_id uuid NOT NULL
);

ALTER TABLE public.cases_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_counter (
    prefix character varying(60) NOT NULL,
    last integer NOT NULL,
    CONSTRAINT cases_counter_last_check CHECK ((last >= 0))
);

CREATE TABLE public.cases_draft (
    id uuid NOT NULL,
    service character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    situation jsonb NOT NULL,
    answers jsonb NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    expires_on date NOT NULL,
    party_id uuid NOT NULL,
    version_id uuid NOT NULL,
    agent character varying(40) NOT NULL,
    agent_name character varying(200) NOT NULL
);

CREATE TABLE public.cases_mark (
    id bigint NOT NULL,
    point character varying(40) NOT NULL,
    mark character varying(20) NOT NULL,
    note text NOT NULL,
    by character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT a_mark_is_one_of_four CHECK (((mark)::text = ANY ((ARRAY['met'::character varying, 'unmet'::character varying, 'not-applicable'::character varying, 'ask'::character varying])::text[])))
);

ALTER TABLE public.cases_mark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_mark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_material (
    id uuid NOT NULL,
    document character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    media_type character varying(60) NOT NULL,
    size integer NOT NULL,
    pages integer,
    digest character varying(64) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    round smallint NOT NULL,
    replaced boolean NOT NULL,
    case_id uuid,
    draft_id uuid,
    CONSTRAINT a_material_belongs_to_a_draft_or_a_case CHECK ((((case_id IS NOT NULL) AND (draft_id IS NULL)) OR ((case_id IS NULL) AND (draft_id IS NOT NULL)))),
    CONSTRAINT cases_material_pages_check CHECK ((pages >= 0)),
    CONSTRAINT cases_material_round_check CHECK ((round >= 0)),
    CONSTRAINT cases_material_size_check CHECK ((size >= 0))
);

CREATE TABLE public.cases_standstill (
    id bigint NOT NULL,
    procedure character varying(40) NOT NULL,
    title character varying(100) NOT NULL,
    reasons text NOT NULL,
    planned_days smallint NOT NULL,
    began_on date NOT NULL,
    ended_on date,
    case_id uuid NOT NULL,
    CONSTRAINT cases_standstill_planned_days_check CHECK ((planned_days >= 0))
);

ALTER TABLE public.cases_standstill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_standstill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_task (
    id bigint NOT NULL,
    step character varying(40) NOT NULL,
    kind character varying(20) NOT NULL,
    title character varying(100) NOT NULL,
    agency character varying(60) NOT NULL,
    post character varying(60) NOT NULL,
    after jsonb NOT NULL,
    state character varying(10) NOT NULL,
    opened_on date,
    due_on date,
    done_at timestamp with time zone,
    done_by character varying(80) NOT NULL,
    done_by_name character varying(100) NOT NULL,
    result character varying(20) NOT NULL,
    opinion text NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT a_task_waits_or_is_open_or_done CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'open'::character varying, 'done'::character varying, 'dropped'::character varying])::text[])))
);

ALTER TABLE public.cases_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_offering (
    id bigint NOT NULL,
    promised integer,
    "window" character varying(100) NOT NULL,
    active boolean NOT NULL,
    agency_id character varying(60) NOT NULL,
    service_id character varying(60) NOT NULL,
    CONSTRAINT catalogue_offering_promised_check CHECK ((promised >= 0))
);

ALTER TABLE public.catalogue_offering ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_offering_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_publication (
    id bigint NOT NULL,
    fingerprint character varying(64) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by character varying(80) NOT NULL
);

ALTER TABLE public.catalogue_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_service (
    code character varying(60) NOT NULL,
    catalogue_code character varying(12) NOT NULL,
    functions character varying(60)[] NOT NULL,
    title character varying(100) NOT NULL,
    official character varying(200) NOT NULL,
    applicants character varying(12)[] NOT NULL,
    themes character varying(40)[] NOT NULL,
    life_events character varying(40)[] NOT NULL,
    keywords character varying(60)[] NOT NULL,
    state character varying(10) NOT NULL,
    current_id uuid,
    CONSTRAINT a_service_is_in_use_suspended_or_cancelled CHECK (((state)::text = ANY ((ARRAY['in_use'::character varying, 'suspended'::character varying, 'cancelled'::character varying])::text[])))
);

CREATE TABLE public.catalogue_serviceversion (
    id uuid NOT NULL,
    number integer NOT NULL,
    definition jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by character varying(80) NOT NULL,
    effective date NOT NULL,
    samples jsonb NOT NULL,
    service_id character varying(60) NOT NULL,
    CONSTRAINT catalogue_serviceversion_number_check CHECK ((number >= 0))
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.feedback_rating (
    id uuid NOT NULL,
    "case" character varying(50) NOT NULL,
    service character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    party character varying(40) NOT NULL,
    level smallint NOT NULL,
    text text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone,
    CONSTRAINT a_rating_has_one_of_five_levels CHECK (((level >= 1) AND (level <= 5))),
    CONSTRAINT feedback_rating_level_check CHECK ((level >= 0))
);

CREATE TABLE public.licence (
    number character varying(160) NOT NULL,
    kind character varying(60) NOT NULL,
    kind_name character varying(200) NOT NULL,
    holder character varying(40) NOT NULL,
    holder_name character varying(200) NOT NULL,
    ground character varying(80) NOT NULL,
    agency character varying(60) NOT NULL,
    agency_name character varying(200) NOT NULL,
    facts jsonb NOT NULL,
    issued_on date NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    state character varying(10) NOT NULL,
    state_since timestamp with time zone,
    state_why text NOT NULL,
    layout character varying(40) NOT NULL,
    version integer NOT NULL,
    paper_id uuid NOT NULL,
    service character varying(60) NOT NULL,
    CONSTRAINT a_licence_does_not_run_out_before_it_begins CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT a_licence_taken_away_says_why CHECK ((((state)::text = 'valid'::text) OR (NOT (state_why = ''::text)))),
    CONSTRAINT licence_version_check CHECK ((version >= 0))
);

CREATE TABLE public.mandates_agreement (
    id bigint NOT NULL,
    side character varying(10) NOT NULL,
    way character varying(10) NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    by_agency character varying(60) NOT NULL,
    basis character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    mandate_id character varying(16) NOT NULL,
    CONSTRAINT agreement_at_a_window_names_clerk_and_basis CHECK (((NOT ((way)::text = 'window'::text)) OR ((NOT ((by_name)::text = ''::text)) AND (NOT ((by_agency)::text = ''::text)) AND (NOT ((basis)::text = ''::text)))))
);

ALTER TABLE public.mandates_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mandates_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mandates_mandate (
    id character varying(16) NOT NULL,
    kind character varying(20) NOT NULL,
    acts jsonb NOT NULL,
    services jsonb NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    basis character varying(200) NOT NULL,
    basis_name character varying(200) NOT NULL,
    basis_digest character varying(64) NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    offered_by character varying(80) NOT NULL,
    offered_by_name character varying(100) NOT NULL,
    confirmed_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_how character varying(10) NOT NULL,
    ended_by character varying(80) NOT NULL,
    ended_by_name character varying(100) NOT NULL,
    end_reason character varying(200) NOT NULL,
    stop_code text NOT NULL,
    stop_index character varying(64) NOT NULL,
    giver_id uuid NOT NULL,
    receiver_id uuid NOT NULL,
    CONSTRAINT a_mandate_does_not_end_before_it_begins CHECK ((until >= since)),
    CONSTRAINT a_mandate_names_its_acts CHECK ((NOT (acts = '[]'::jsonb))),
    CONSTRAINT a_mandate_that_ended_says_how CHECK ((((ended_at IS NULL) AND ((ended_how)::text = ''::text)) OR ((ended_at IS NOT NULL) AND (NOT ((ended_how)::text = ''::text))))),
    CONSTRAINT nobody_gives_a_mandate_to_themselves CHECK ((NOT (giver_id = receiver_id))),
    CONSTRAINT what_was_declined_never_was_in_force CHECK (((NOT ((ended_how)::text = 'declined'::text)) OR (confirmed_at IS NULL)))
);

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notices_notice (
    id uuid NOT NULL,
    party character varying(40) NOT NULL,
    subject character varying(80) NOT NULL,
    event character varying(60) NOT NULL,
    place integer NOT NULL,
    text text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT notices_notice_place_check CHECK ((place >= 0))
);

CREATE TABLE public.paper (
    id uuid NOT NULL,
    key character varying(200) NOT NULL,
    number character varying(160) NOT NULL,
    kind character varying(40) NOT NULL,
    layout_version integer NOT NULL,
    subject character varying(80) NOT NULL,
    title character varying(200) NOT NULL,
    agency character varying(60) NOT NULL,
    agency_name character varying(200) NOT NULL,
    holder character varying(40) NOT NULL,
    holder_name character varying(200) NOT NULL,
    facts jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    size integer NOT NULL,
    check_code character varying(16) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    valid_until date,
    standing character varying(10) NOT NULL,
    standing_since timestamp with time zone,
    standing_why text NOT NULL,
    service character varying(60) NOT NULL,
    CONSTRAINT a_paper_is_not_empty CHECK ((size > 0)),
    CONSTRAINT a_paper_no_longer_in_force_says_why_and_since_when CHECK ((((standing)::text = 'in-force'::text) OR ((NOT (standing_why = ''::text)) AND (standing_since >= issued_at)))),
    CONSTRAINT paper_layout_version_check CHECK ((layout_version >= 0)),
    CONSTRAINT paper_size_check CHECK ((size >= 0))
);

CREATE TABLE public.paper_number (
    key character varying(200) NOT NULL,
    seq integer NOT NULL,
    number character varying(160) NOT NULL,
    check_code character varying(16) NOT NULL,
    at timestamp with time zone NOT NULL,
    series_id character varying(160) NOT NULL,
    CONSTRAINT paper_number_seq_check CHECK ((seq >= 0))
);

CREATE TABLE public.paper_series (
    name character varying(160) NOT NULL,
    last integer NOT NULL,
    CONSTRAINT paper_series_last_check CHECK ((last >= 0))
);

CREATE TABLE public.people_account (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    login character varying(150) NOT NULL,
    staff_name character varying(100) NOT NULL,
    is_active boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    party_id uuid,
    closed_at timestamp with time zone,
    email character varying(254) NOT NULL,
    language character varying(12) NOT NULL,
    phone text NOT NULL,
    phone_index character varying(64) NOT NULL,
    phone_verified_at timestamp with time zone,
    CONSTRAINT an_account_is_a_partys_or_a_clerks CHECK ((((party_id IS NULL) AND ((staff_name)::text > ''::text)) OR ((party_id IS NOT NULL) AND ((staff_name)::text = ''::text))))
);

CREATE TABLE public.people_party (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    name character varying(200) NOT NULL,
    number_kind character varying(20) NOT NULL,
    number text NOT NULL,
    phone text NOT NULL,
    address text NOT NULL,
    representative character varying(200) NOT NULL,
    known_since timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    country character varying(3) NOT NULL,
    number_index character varying(64) NOT NULL,
    represented_by_id uuid,
    CONSTRAINT a_number_has_its_index CHECK (((((number_index)::text = ''::text) AND ((number_kind)::text = 'none'::text)) OR ((NOT ((number_kind)::text = 'none'::text)) AND (NOT ((number_index)::text = ''::text))))),
    CONSTRAINT a_party_is_a_person_or_an_organisation CHECK (((kind)::text = ANY ((ARRAY['person'::character varying, 'organisation'::character varying])::text[])))
);

CREATE TABLE public.people_proof (
    id uuid NOT NULL,
    way character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    by_agency character varying(60) NOT NULL,
    basis character varying(200) NOT NULL,
    until timestamp with time zone,
    ended_at timestamp with time zone,
    account_id uuid,
    party_id uuid NOT NULL
);

CREATE TABLE public.people_token (
    id uuid NOT NULL,
    label character varying(100) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    revoked_at timestamp with time zone,
    account_id uuid NOT NULL
);

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reading (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_kind character varying(10) NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    by_agency character varying(60) NOT NULL,
    party character varying(40) NOT NULL,
    subject character varying(80) NOT NULL,
    what character varying(100) NOT NULL,
    why character varying(200) NOT NULL
);

ALTER TABLE public.reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.record (
    id bigint NOT NULL,
    subject character varying(80) NOT NULL,
    seq integer NOT NULL,
    name character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_kind character varying(10) NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_agency character varying(60) NOT NULL,
    body jsonb NOT NULL,
    previous character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    for_party character varying(40) DEFAULT ''::character varying NOT NULL,
    mandate character varying(40) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT record_seq_check CHECK ((seq >= 0))
);

CREATE TABLE public.record_head (
    subject character varying(80) NOT NULL,
    seq integer NOT NULL,
    hash character varying(64) NOT NULL,
    CONSTRAINT record_head_seq_check CHECK ((seq >= 0))
);

ALTER TABLE public.record ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.record_news (
    id bigint NOT NULL,
    subject character varying(80) NOT NULL,
    event character varying(60) NOT NULL,
    reaction character varying(100) NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text DEFAULT ''::text NOT NULL,
    next_try_at timestamp with time zone,
    done_at timestamp with time zone,
    entry_id bigint NOT NULL,
    CONSTRAINT record_news_attempts_check CHECK ((attempts >= 0))
);

ALTER TABLE public.record_news ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.record_news_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.site_mark (
    name character varying(40) NOT NULL,
    value character varying(200) NOT NULL,
    CONSTRAINT a_mark_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);

CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);

ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);

ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

INSERT INTO public.auth_permission VALUES
	(1, 'Can add content type', 1, 'add_contenttype'),
	(2, 'Can change content type', 1, 'change_contenttype'),
	(3, 'Can delete content type', 1, 'delete_contenttype'),
	(4, 'Can view content type', 1, 'view_contenttype'),
	(5, 'Can add permission', 2, 'add_permission'),
	(6, 'Can change permission', 2, 'change_permission'),
	(7, 'Can delete permission', 2, 'delete_permission'),
	(8, 'Can view permission', 2, 'view_permission'),
	(9, 'Can add group', 3, 'add_group'),
	(10, 'Can change group', 3, 'change_group'),
	(11, 'Can delete group', 3, 'delete_group'),
	(12, 'Can view group', 3, 'view_group'),
	(13, 'Can add session', 4, 'add_session'),
	(14, 'Can change session', 4, 'change_session'),
	(15, 'Can delete session', 4, 'delete_session'),
	(16, 'Can view session', 4, 'view_session'),
	(17, 'Can add procrastinate event', 5, 'add_procrastinateevent'),
	(18, 'Can change procrastinate event', 5, 'change_procrastinateevent'),
	(19, 'Can delete procrastinate event', 5, 'delete_procrastinateevent'),
	(20, 'Can view procrastinate event', 5, 'view_procrastinateevent'),
	(21, 'Can add procrastinate job', 6, 'add_procrastinatejob'),
	(22, 'Can change procrastinate job', 6, 'change_procrastinatejob'),
	(23, 'Can delete procrastinate job', 6, 'delete_procrastinatejob'),
	(24, 'Can view procrastinate job', 6, 'view_procrastinatejob'),
	(25, 'Can add procrastinate periodic defer', 7, 'add_procrastinateperiodicdefer'),
	(26, 'Can change procrastinate periodic defer', 7, 'change_procrastinateperiodicdefer'),
	(27, 'Can delete procrastinate periodic defer', 7, 'delete_procrastinateperiodicdefer'),
	(28, 'Can view procrastinate periodic defer', 7, 'view_procrastinateperiodicdefer'),
	(29, 'Can add procrastinate worker', 8, 'add_procrastinateworker'),
	(30, 'Can change procrastinate worker', 8, 'change_procrastinateworker'),
	(31, 'Can delete procrastinate worker', 8, 'delete_procrastinateworker'),
	(32, 'Can view procrastinate worker', 8, 'view_procrastinateworker'),
	(33, 'Can add email address', 9, 'add_emailaddress'),
	(34, 'Can change email address', 9, 'change_emailaddress'),
	(35, 'Can delete email address', 9, 'delete_emailaddress'),
	(36, 'Can view email address', 9, 'view_emailaddress'),
	(37, 'Can add email confirmation', 10, 'add_emailconfirmation'),
	(38, 'Can change email confirmation', 10, 'change_emailconfirmation'),
	(39, 'Can delete email confirmation', 10, 'delete_emailconfirmation'),
	(40, 'Can view email confirmation', 10, 'view_emailconfirmation'),
	(41, 'Can add authenticator', 11, 'add_authenticator'),
	(42, 'Can change authenticator', 11, 'change_authenticator'),
	(43, 'Can delete authenticator', 11, 'delete_authenticator'),
	(44, 'Can view authenticator', 11, 'view_authenticator'),
	(45, 'Can add user session', 12, 'add_usersession'),
	(46, 'Can change user session', 12, 'change_usersession'),
	(47, 'Can delete user session', 12, 'delete_usersession'),
	(48, 'Can view user session', 12, 'view_usersession'),
	(49, 'Can add social account', 13, 'add_socialaccount'),
	(50, 'Can change social account', 13, 'change_socialaccount'),
	(51, 'Can delete social account', 13, 'delete_socialaccount'),
	(52, 'Can view social account', 13, 'view_socialaccount'),
	(53, 'Can add social application', 14, 'add_socialapp'),
	(54, 'Can change social application', 14, 'change_socialapp'),
	(55, 'Can delete social application', 14, 'delete_socialapp'),
	(56, 'Can view social application', 14, 'view_socialapp'),
	(57, 'Can add social application token', 15, 'add_socialtoken'),
	(58, 'Can change social application token', 15, 'change_socialtoken'),
	(59, 'Can delete social application token', 15, 'delete_socialtoken'),
	(60, 'Can view social application token', 15, 'view_socialtoken'),
	(61, 'Can add client', 16, 'add_client'),
	(62, 'Can change client', 16, 'change_client'),
	(63, 'Can delete client', 16, 'delete_client'),
	(64, 'Can view client', 16, 'view_client'),
	(65, 'Can add token', 17, 'add_token'),
	(66, 'Can change token', 17, 'change_token'),
	(67, 'Can delete token', 17, 'delete_token'),
	(68, 'Can view token', 17, 'view_token'),
	(69, 'Can add head', 18, 'add_head'),
	(70, 'Can change head', 18, 'change_head'),
	(71, 'Can delete head', 18, 'delete_head'),
	(72, 'Can view head', 18, 'view_head'),
	(73, 'Can add entry', 19, 'add_entry'),
	(74, 'Can change entry', 19, 'change_entry'),
	(75, 'Can delete entry', 19, 'delete_entry'),
	(76, 'Can view entry', 19, 'view_entry'),
	(77, 'Can add reading', 20, 'add_reading'),
	(78, 'Can change reading', 20, 'change_reading'),
	(79, 'Can delete reading', 20, 'delete_reading'),
	(80, 'Can view reading', 20, 'view_reading'),
	(81, 'Can add news', 21, 'add_news'),
	(82, 'Can change news', 21, 'change_news'),
	(83, 'Can delete news', 21, 'delete_news'),
	(84, 'Can view news', 21, 'view_news'),
	(85, 'Can add party', 22, 'add_party'),
	(86, 'Can change party', 22, 'change_party'),
	(87, 'Can delete party', 22, 'delete_party'),
	(88, 'Can view party', 22, 'view_party'),
	(89, 'Can add account', 23, 'add_account'),
	(90, 'Can change account', 23, 'change_account'),
	(91, 'Can delete account', 23, 'delete_account'),
	(92, 'Can view account', 23, 'view_account'),
	(93, 'Can add token', 24, 'add_token'),
	(94, 'Can change token', 24, 'change_token'),
	(95, 'Can delete token', 24, 'delete_token'),
	(96, 'Can view token', 24, 'view_token'),
	(97, 'Can add proof', 25, 'add_proof'),
	(98, 'Can change proof', 25, 'change_proof'),
	(99, 'Can delete proof', 25, 'delete_proof'),
	(100, 'Can view proof', 25, 'view_proof'),
	(101, 'Can add division', 26, 'add_division'),
	(102, 'Can change division', 26, 'change_division'),
	(103, 'Can delete division', 26, 'delete_division'),
	(104, 'Can view division', 26, 'view_division'),
	(105, 'Can add agency', 27, 'add_agency'),
	(106, 'Can change agency', 27, 'change_agency'),
	(107, 'Can delete agency', 27, 'delete_agency'),
	(108, 'Can view agency', 27, 'view_agency'),
	(109, 'Can add post', 28, 'add_post'),
	(110, 'Can change post', 28, 'change_post'),
	(111, 'Can delete post', 28, 'delete_post'),
	(112, 'Can view post', 28, 'view_post'),
	(113, 'Can add appointment', 29, 'add_appointment'),
	(114, 'Can change appointment', 29, 'change_appointment'),
	(115, 'Can delete appointment', 29, 'delete_appointment'),
	(116, 'Can view appointment', 29, 'view_appointment'),
	(117, 'Can add mandate', 30, 'add_mandate'),
	(118, 'Can change mandate', 30, 'change_mandate'),
	(119, 'Can delete mandate', 30, 'delete_mandate'),
	(120, 'Can view mandate', 30, 'view_mandate'),
	(121, 'Can add agreement', 31, 'add_agreement'),
	(122, 'Can change agreement', 31, 'change_agreement'),
	(123, 'Can delete agreement', 31, 'delete_agreement'),
	(124, 'Can view agreement', 31, 'view_agreement'),
	(125, 'Can add service', 32, 'add_service'),
	(126, 'Can change service', 32, 'change_service'),
	(127, 'Can delete service', 32, 'delete_service'),
	(128, 'Can view service', 32, 'view_service'),
	(129, 'Can add service version', 33, 'add_serviceversion'),
	(130, 'Can change service version', 33, 'change_serviceversion'),
	(131, 'Can delete service version', 33, 'delete_serviceversion'),
	(132, 'Can view service version', 33, 'view_serviceversion'),
	(133, 'Can add offering', 34, 'add_offering'),
	(134, 'Can change offering', 34, 'change_offering'),
	(135, 'Can delete offering', 34, 'delete_offering'),
	(136, 'Can view offering', 34, 'view_offering'),
	(137, 'Can add publication', 35, 'add_publication'),
	(138, 'Can change publication', 35, 'change_publication'),
	(139, 'Can delete publication', 35, 'delete_publication'),
	(140, 'Can view publication', 35, 'view_publication'),
	(141, 'Can add series', 36, 'add_series'),
	(142, 'Can change series', 36, 'change_series'),
	(143, 'Can delete series', 36, 'delete_series'),
	(144, 'Can view series', 36, 'view_series'),
	(145, 'Can add paper', 37, 'add_paper'),
	(146, 'Can change paper', 37, 'change_paper'),
	(147, 'Can delete paper', 37, 'delete_paper'),
	(148, 'Can view paper', 37, 'view_paper'),
	(149, 'Can add reserved', 38, 'add_reserved'),
	(150, 'Can change reserved', 38, 'change_reserved'),
	(151, 'Can delete reserved', 38, 'delete_reserved'),
	(152, 'Can view reserved', 38, 'view_reserved'),
	(153, 'Can add licence', 39, 'add_licence'),
	(154, 'Can change licence', 39, 'change_licence'),
	(155, 'Can delete licence', 39, 'delete_licence'),
	(156, 'Can view licence', 39, 'view_licence'),
	(157, 'Can add counter', 40, 'add_counter'),
	(158, 'Can change counter', 40, 'change_counter'),
	(159, 'Can delete counter', 40, 'delete_counter'),
	(160, 'Can view counter', 40, 'view_counter'),
	(161, 'Can add case', 41, 'add_case'),
	(162, 'Can change case', 41, 'change_case'),
	(163, 'Can delete case', 41, 'delete_case'),
	(164, 'Can view case', 41, 'view_case'),
	(165, 'Can add correction', 42, 'add_correction'),
	(166, 'Can change correction', 42, 'change_correction'),
	(167, 'Can delete correction', 42, 'delete_correction'),
	(168, 'Can view correction', 42, 'view_correction'),
	(169, 'Can add draft', 43, 'add_draft'),
	(170, 'Can change draft', 43, 'change_draft'),
	(171, 'Can delete draft', 43, 'delete_draft'),
	(172, 'Can view draft', 43, 'view_draft'),
	(173, 'Can add mark', 44, 'add_mark'),
	(174, 'Can change mark', 44, 'change_mark'),
	(175, 'Can delete mark', 44, 'delete_mark'),
	(176, 'Can view mark', 44, 'view_mark'),
	(177, 'Can add material', 45, 'add_material'),
	(178, 'Can change material', 45, 'change_material'),
	(179, 'Can delete material', 45, 'delete_material'),
	(180, 'Can view material', 45, 'view_material'),
	(181, 'Can add standstill', 46, 'add_standstill'),
	(182, 'Can change standstill', 46, 'change_standstill'),
	(183, 'Can delete standstill', 46, 'delete_standstill'),
	(184, 'Can view standstill', 46, 'view_standstill'),
	(185, 'Can add task', 47, 'add_task'),
	(186, 'Can change task', 47, 'change_task'),
	(187, 'Can delete task', 47, 'delete_task'),
	(188, 'Can view task', 47, 'view_task'),
	(189, 'Can add rating', 48, 'add_rating'),
	(190, 'Can change rating', 48, 'change_rating'),
	(191, 'Can delete rating', 48, 'delete_rating'),
	(192, 'Can view rating', 48, 'view_rating'),
	(193, 'Can add notice', 49, 'add_notice'),
	(194, 'Can change notice', 49, 'change_notice'),
	(195, 'Can delete notice', 49, 'delete_notice'),
	(196, 'Can view notice', 49, 'view_notice'),
	(197, 'Can add mark', 50, 'add_mark'),
	(198, 'Can change mark', 50, 'change_mark'),
	(199, 'Can delete mark', 50, 'delete_mark'),
	(200, 'Can view mark', 50, 'view_mark');

INSERT INTO public.django_content_type VALUES
	(1, 'contenttypes', 'contenttype'),
	(2, 'auth', 'permission'),
	(3, 'auth', 'group'),
	(4, 'sessions', 'session'),
	(5, 'procrastinate', 'procrastinateevent'),
	(6, 'procrastinate', 'procrastinatejob'),
	(7, 'procrastinate', 'procrastinateperiodicdefer'),
	(8, 'procrastinate', 'procrastinateworker'),
	(9, 'account', 'emailaddress'),
	(10, 'account', 'emailconfirmation'),
	(11, 'mfa', 'authenticator'),
	(12, 'usersessions', 'usersession'),
	(13, 'socialaccount', 'socialaccount'),
	(14, 'socialaccount', 'socialapp'),
	(15, 'socialaccount', 'socialtoken'),
	(16, 'allauth_idp_oidc', 'client'),
	(17, 'allauth_idp_oidc', 'token'),
	(18, 'kernel', 'head'),
	(19, 'kernel', 'entry'),
	(20, 'kernel', 'reading'),
	(21, 'kernel', 'news'),
	(22, 'people', 'party'),
	(23, 'people', 'account'),
	(24, 'people', 'token'),
	(25, 'people', 'proof'),
	(26, 'agencies', 'division'),
	(27, 'agencies', 'agency'),
	(28, 'agencies', 'post'),
	(29, 'agencies', 'appointment'),
	(30, 'mandates', 'mandate'),
	(31, 'mandates', 'agreement'),
	(32, 'catalogue', 'service'),
	(33, 'catalogue', 'serviceversion'),
	(34, 'catalogue', 'offering'),
	(35, 'catalogue', 'publication'),
	(36, 'papers', 'series'),
	(37, 'papers', 'paper'),
	(38, 'papers', 'reserved'),
	(39, 'licences', 'licence'),
	(40, 'cases', 'counter'),
	(41, 'cases', 'case'),
	(42, 'cases', 'correction'),
	(43, 'cases', 'draft'),
	(44, 'cases', 'mark'),
	(45, 'cases', 'material'),
	(46, 'cases', 'standstill'),
	(47, 'cases', 'task'),
	(48, 'feedback', 'rating'),
	(49, 'notices', 'notice'),
	(50, 'site', 'mark');

INSERT INTO public.django_migrations VALUES
	(1, 'people', '0001_initial', '2000-01-01 00:00:00+00'),
	(2, 'people', '0002_proofs_and_sealed_numbers', '2000-01-01 00:00:00+00'),
	(3, 'people', '0003_seal_what_was_plain', '2000-01-01 00:00:00+00'),
	(4, 'people', '0004_one_party_for_one_number', '2000-01-01 00:00:00+00'),
	(5, 'account', '0001_initial', '2000-01-01 00:00:00+00'),
	(6, 'account', '0002_email_max_length', '2000-01-01 00:00:00+00'),
	(7, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2000-01-01 00:00:00+00'),
	(8, 'account', '0004_alter_emailaddress_drop_unique_email', '2000-01-01 00:00:00+00'),
	(9, 'account', '0005_emailaddress_idx_upper_email', '2000-01-01 00:00:00+00'),
	(10, 'account', '0006_emailaddress_lower', '2000-01-01 00:00:00+00'),
	(11, 'account', '0007_emailaddress_idx_email', '2000-01-01 00:00:00+00'),
	(12, 'account', '0008_emailaddress_unique_primary_email_fixup', '2000-01-01 00:00:00+00'),
	(13, 'account', '0009_emailaddress_unique_primary_email', '2000-01-01 00:00:00+00'),
	(14, 'agencies', '0001_initial', '2000-01-01 00:00:00+00'),
	(15, 'allauth_idp_oidc', '0001_initial', '2000-01-01 00:00:00+00'),
	(16, 'allauth_idp_oidc', '0002_client_default_scopes', '2000-01-01 00:00:00+00'),
	(17, 'allauth_idp_oidc', '0003_client_allow_uri_wildcards', '2000-01-01 00:00:00+00'),
	(18, 'contenttypes', '0001_initial', '2000-01-01 00:00:00+00'),
	(19, 'contenttypes', '0002_remove_content_type_name', '2000-01-01 00:00:00+00'),
	(20, 'auth', '0001_initial', '2000-01-01 00:00:00+00'),
	(21, 'auth', '0002_alter_permission_name_max_length', '2000-01-01 00:00:00+00'),
	(22, 'auth', '0003_alter_user_email_max_length', '2000-01-01 00:00:00+00'),
	(23, 'auth', '0004_alter_user_username_opts', '2000-01-01 00:00:00+00'),
	(24, 'auth', '0005_alter_user_last_login_null', '2000-01-01 00:00:00+00'),
	(25, 'auth', '0006_require_contenttypes_0002', '2000-01-01 00:00:00+00'),
	(26, 'auth', '0007_alter_validators_add_error_messages', '2000-01-01 00:00:00+00'),
	(27, 'auth', '0008_alter_user_username_max_length', '2000-01-01 00:00:00+00'),
	(28, 'auth', '0009_alter_user_last_name_max_length', '2000-01-01 00:00:00+00'),
	(29, 'auth', '0010_alter_group_name_max_length', '2000-01-01 00:00:00+00'),
	(30, 'auth', '0011_update_proxy_permissions', '2000-01-01 00:00:00+00'),
	(31, 'auth', '0012_alter_user_first_name_max_length', '2000-01-01 00:00:00+00'),
	(32, 'papers', '0001_initial', '2000-01-01 00:00:00+00'),
	(33, 'papers', '0002_under_a_mandate', '2000-01-01 00:00:00+00'),
	(34, 'licences', '0001_initial', '2000-01-01 00:00:00+00'),
	(35, 'licences', '0002_under_a_mandate', '2000-01-01 00:00:00+00'),
	(36, 'catalogue', '0001_initial', '2000-01-01 00:00:00+00'),
	(37, 'catalogue', '0002_a_version_never_changes', '2000-01-01 00:00:00+00'),
	(38, 'cases', '0001_initial', '2000-01-01 00:00:00+00'),
	(39, 'cases', '0002_tasks_somebody_did', '2000-01-01 00:00:00+00'),
	(40, 'cases', '0003_under_a_mandate', '2000-01-01 00:00:00+00'),
	(41, 'catalogue', '0003_publication', '2000-01-01 00:00:00+00'),
	(42, 'feedback', '0001_initial', '2000-01-01 00:00:00+00'),
	(43, 'kernel', '0001_initial', '2000-01-01 00:00:00+00'),
	(44, 'kernel', '0002_append_only', '2000-01-01 00:00:00+00'),
	(45, 'kernel', '0003_for_whom', '2000-01-01 00:00:00+00'),
	(46, 'kernel', '0004_under_a_mandate', '2000-01-01 00:00:00+00'),
	(47, 'mandates', '0001_initial', '2000-01-01 00:00:00+00'),
	(48, 'mfa', '0001_initial', '2000-01-01 00:00:00+00'),
	(49, 'mfa', '0002_authenticator_timestamps', '2000-01-01 00:00:00+00'),
	(50, 'mfa', '0003_authenticator_type_uniq', '2000-01-01 00:00:00+00'),
	(51, 'notices', '0001_initial', '2000-01-01 00:00:00+00'),
	(52, 'procrastinate', '0001_initial', '2000-01-01 00:00:00+00'),
	(53, 'procrastinate', '0002_drop_started_at_column', '2000-01-01 00:00:00+00'),
	(54, 'procrastinate', '0003_drop_started_at_column', '2000-01-01 00:00:00+00'),
	(55, 'procrastinate', '0004_drop_procrastinate_version_table', '2000-01-01 00:00:00+00'),
	(56, 'procrastinate', '0005_fix_procrastinate_fetch_job', '2000-01-01 00:00:00+00'),
	(57, 'procrastinate', '0006_fix_trigger_status_events_insert', '2000-01-01 00:00:00+00'),
	(58, 'procrastinate', '0007_add_queueing_lock_column', '2000-01-01 00:00:00+00'),
	(59, 'procrastinate', '0008_close_fetch_job_race_condition', '2000-01-01 00:00:00+00'),
	(60, 'procrastinate', '0009_add_defer_job_function', '2000-01-01 00:00:00+00'),
	(61, 'procrastinate', '0010_add_procrastinate_periodic_defers', '2000-01-01 00:00:00+00'),
	(62, 'procrastinate', '0011_add_foreign_key_index', '2000-01-01 00:00:00+00'),
	(63, 'procrastinate', '0012_add_locks_to_periodic_defer', '2000-01-01 00:00:00+00'),
	(64, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', '2000-01-01 00:00:00+00'),
	(65, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', '2000-01-01 00:00:00+00'),
	(66, 'procrastinate', '0015_add_trigger_on_job_deletion', '2000-01-01 00:00:00+00'),
	(67, 'procrastinate', '0016_delete_finished_jobs', '2000-01-01 00:00:00+00'),
	(68, 'procrastinate', '0017_add_checks_to_finish_job', '2000-01-01 00:00:00+00'),
	(69, 'procrastinate', '0018_add_checks_to_retry_job', '2000-01-01 00:00:00+00'),
	(70, 'procrastinate', '0019_fix_finish_job_compat_issue', '2000-01-01 00:00:00+00'),
	(71, 'procrastinate', '0020_add_index_on_procrastinate_jobs', '2000-01-01 00:00:00+00'),
	(72, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', '2000-01-01 00:00:00+00'),
	(73, 'procrastinate', '0022_null_locks_excluded', '2000-01-01 00:00:00+00'),
	(74, 'procrastinate', '0023_remove_old_finish_job_function', '2000-01-01 00:00:00+00'),
	(75, 'procrastinate', '0024_job_id_bigint', '2000-01-01 00:00:00+00'),
	(76, 'procrastinate', '0025_add_models', '2000-01-01 00:00:00+00'),
	(77, 'procrastinate', '0026_add_job_priority', '2000-01-01 00:00:00+00'),
	(78, 'procrastinate', '0027_add_periodic_job_priority', '2000-01-01 00:00:00+00'),
	(79, 'procrastinate', '0028_add_cancel_states', '2000-01-01 00:00:00+00'),
	(80, 'procrastinate', '0029_add_additional_params_to_retry_job', '2000-01-01 00:00:00+00'),
	(81, 'procrastinate', '0030_alter_procrastinateevent_options', '2000-01-01 00:00:00+00'),
	(82, 'procrastinate', '0031_add_indexes_for_fetch_job', '2000-01-01 00:00:00+00'),
	(83, 'procrastinate', '0032_pre_cancel_notification', '2000-01-01 00:00:00+00'),
	(84, 'procrastinate', '0033_post_cancel_notification', '2000-01-01 00:00:00+00'),
	(85, 'procrastinate', '0034_pre_add_heartbeat', '2000-01-01 00:00:00+00'),
	(86, 'procrastinate', '0035_post_add_heartbeat', '2000-01-01 00:00:00+00'),
	(87, 'procrastinate', '0036_add_worker_model', '2000-01-01 00:00:00+00'),
	(88, 'procrastinate', '0037_pre_batch_defer_jobs', '2000-01-01 00:00:00+00'),
	(89, 'procrastinate', '0038_post_batch_defer_jobs', '2000-01-01 00:00:00+00'),
	(90, 'procrastinate', '0039_pre_priority_lock_fetch_job', '2000-01-01 00:00:00+00'),
	(91, 'procrastinate', '0040_pre_retry_failed_job', '2000-01-01 00:00:00+00'),
	(92, 'procrastinate', '0041_post_retry_failed_job', '2000-01-01 00:00:00+00'),
	(93, 'sessions', '0001_initial', '2000-01-01 00:00:00+00'),
	(94, 'site', '0001_initial', '2000-01-01 00:00:00+00'),
	(95, 'site', '0002_cache', '2000-01-01 00:00:00+00'),
	(96, 'socialaccount', '0001_initial', '2000-01-01 00:00:00+00'),
	(97, 'socialaccount', '0002_token_max_lengths', '2000-01-01 00:00:00+00'),
	(98, 'socialaccount', '0003_extra_data_default_dict', '2000-01-01 00:00:00+00'),
	(99, 'socialaccount', '0004_app_provider_id_settings', '2000-01-01 00:00:00+00'),
	(100, 'socialaccount', '0005_socialtoken_nullable_app', '2000-01-01 00:00:00+00'),
	(101, 'socialaccount', '0006_alter_socialaccount_extra_data', '2000-01-01 00:00:00+00'),
	(102, 'usersessions', '0001_initial', '2000-01-01 00:00:00+00');

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);

SELECT pg_catalog.setval('public.agencies_appointment_id_seq', 1, false);

SELECT pg_catalog.setval('public.agencies_post_id_seq', 1, false);

SELECT pg_catalog.setval('public.allauth_idp_oidc_token_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_permission_id_seq', 200, true);

SELECT pg_catalog.setval('public.cases_correction_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_mark_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_standstill_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_task_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_offering_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_publication_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_content_type_id_seq', 50, true);

SELECT pg_catalog.setval('public.django_migrations_id_seq', 102, true);

SELECT pg_catalog.setval('public.mandates_agreement_id_seq', 1, false);

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);

SELECT pg_catalog.setval('public.reading_id_seq', 1, false);

SELECT pg_catalog.setval('public.record_id_seq', 1, false);

SELECT pg_catalog.setval('public.record_news_id_seq', 1, false);

SELECT pg_catalog.setval('public.socialaccount_socialaccount_id_seq', 1, false);

SELECT pg_catalog.setval('public.socialaccount_socialapp_id_seq', 1, false);

SELECT pg_catalog.setval('public.socialaccount_socialtoken_id_seq', 1, false);

SELECT pg_catalog.setval('public.usersessions_usersession_id_seq', 1, false);

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT a_serial_is_given_once_in_its_series UNIQUE (series_id, seq);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.agencies_appointment
    ADD CONSTRAINT agencies_appointment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_division
    ADD CONSTRAINT agencies_division_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT agencies_post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.allauth_idp_oidc_client
    ADD CONSTRAINT allauth_idp_oidc_client_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.allauth_idp_oidc_token
    ADD CONSTRAINT allauth_idp_oidc_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.allauth_idp_oidc_token
    ADD CONSTRAINT allauth_idp_oidc_token_type_hash_cca00f1c_uniq UNIQUE (type, hash);

ALTER TABLE ONLY public.catalogue_offering
    ADD CONSTRAINT an_agency_offers_a_service_once UNIQUE (service_id, agency_id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cache
    ADD CONSTRAINT cache_pkey PRIMARY KEY (cache_key);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_number_key UNIQUE (number);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_query_code_key UNIQUE (query_code);

ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_case_id_key UNIQUE (case_id);

ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_counter
    ADD CONSTRAINT cases_counter_pkey PRIMARY KEY (prefix);

ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_mark
    ADD CONSTRAINT cases_mark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_standstill
    ADD CONSTRAINT cases_standstill_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_offering
    ADD CONSTRAINT catalogue_offering_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_publication
    ADD CONSTRAINT catalogue_publication_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_service
    ADD CONSTRAINT catalogue_service_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.catalogue_serviceversion
    ADD CONSTRAINT catalogue_serviceversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.record_news
    ADD CONSTRAINT each_reaction_hears_an_event_once UNIQUE (entry_id, reaction);

ALTER TABLE ONLY public.mandates_agreement
    ADD CONSTRAINT each_side_agrees_once UNIQUE (mandate_id, side);

ALTER TABLE ONLY public.feedback_rating
    ADD CONSTRAINT feedback_rating_case_key UNIQUE ("case");

ALTER TABLE ONLY public.feedback_rating
    ADD CONSTRAINT feedback_rating_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_ground_key UNIQUE (ground);

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.mandates_agreement
    ADD CONSTRAINT mandates_agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mandates_mandate
    ADD CONSTRAINT mandates_mandate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mandates_mandate
    ADD CONSTRAINT mandates_mandate_stop_index_key UNIQUE (stop_index);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_appointment
    ADD CONSTRAINT one_appointment_from_one_day UNIQUE (account_id, post_id, since);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT one_case_for_one_request UNIQUE (applicant_id, request_key);

ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT one_draft_for_each_party_and_service UNIQUE (party_id, service);

ALTER TABLE ONLY public.record
    ADD CONSTRAINT one_event_at_each_place_in_a_chain UNIQUE (subject, seq);

ALTER TABLE ONLY public.cases_mark
    ADD CONSTRAINT one_mark_at_each_point UNIQUE (case_id, point);

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT one_notice_for_one_event UNIQUE (subject, place);

ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT one_post_of_a_name_in_a_body UNIQUE (agency_id, slug);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT one_task_for_each_step UNIQUE (case_id, step);

ALTER TABLE ONLY public.catalogue_serviceversion
    ADD CONSTRAINT one_version_of_each_number UNIQUE (service_id, number);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_check_code_key UNIQUE (check_code);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_key_key UNIQUE (key);

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT paper_number_check_code_key UNIQUE (check_code);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_number_key UNIQUE (number);

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT paper_number_number_key UNIQUE (number);

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT paper_number_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.paper_series
    ADD CONSTRAINT paper_series_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.people_account
    ADD CONSTRAINT people_account_login_key UNIQUE (login);

ALTER TABLE ONLY public.people_account
    ADD CONSTRAINT people_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_party
    ADD CONSTRAINT people_party_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_proof
    ADD CONSTRAINT people_proof_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_token
    ADD CONSTRAINT people_token_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.people_token
    ADD CONSTRAINT people_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.record_head
    ADD CONSTRAINT record_head_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY public.record_news
    ADD CONSTRAINT record_news_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.site_mark
    ADD CONSTRAINT site_mark_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);

ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);

CREATE UNIQUE INDEX a_procedure_stops_the_clock_once_at_a_time ON public.cases_standstill USING btree (case_id, procedure) WHERE (ended_on IS NULL);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX agencies_agency_code_6a7194fc_like ON public.agencies_agency USING btree (code varchar_pattern_ops);

CREATE INDEX agencies_agency_division_id_93795dc8 ON public.agencies_agency USING btree (division_id);

CREATE INDEX agencies_agency_division_id_93795dc8_like ON public.agencies_agency USING btree (division_id varchar_pattern_ops);

CREATE INDEX agencies_appointment_account_id_fc5b1252 ON public.agencies_appointment USING btree (account_id);

CREATE INDEX agencies_appointment_post_id_a77c8eb5 ON public.agencies_appointment USING btree (post_id);

CREATE INDEX agencies_division_code_75ff6cb5_like ON public.agencies_division USING btree (code varchar_pattern_ops);

CREATE INDEX agencies_division_parent_id_6bd02d3f ON public.agencies_division USING btree (parent_id);

CREATE INDEX agencies_division_parent_id_6bd02d3f_like ON public.agencies_division USING btree (parent_id varchar_pattern_ops);

CREATE INDEX agencies_post_agency_id_a19c7890 ON public.agencies_post USING btree (agency_id);

CREATE INDEX agencies_post_agency_id_a19c7890_like ON public.agencies_post USING btree (agency_id varchar_pattern_ops);

CREATE INDEX allauth_idp_oidc_client_id_973c9a60_like ON public.allauth_idp_oidc_client USING btree (id varchar_pattern_ops);

CREATE INDEX allauth_idp_oidc_client_owner_id_1f1eb0f1 ON public.allauth_idp_oidc_client USING btree (owner_id);

CREATE INDEX allauth_idp_oidc_token_client_id_cad2cd57 ON public.allauth_idp_oidc_token USING btree (client_id);

CREATE INDEX allauth_idp_oidc_token_client_id_cad2cd57_like ON public.allauth_idp_oidc_token USING btree (client_id varchar_pattern_ops);

CREATE INDEX allauth_idp_oidc_token_expires_at_f6e6261a ON public.allauth_idp_oidc_token USING btree (expires_at);

CREATE INDEX allauth_idp_oidc_token_user_id_3e9a005f ON public.allauth_idp_oidc_token USING btree (user_id);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX cache_expires ON public.cache USING btree (expires);

CREATE INDEX cases_case_applicant_id_756c921c ON public.cases_case USING btree (applicant_id);

CREATE INDEX cases_case_number_980c9551_like ON public.cases_case USING btree (number varchar_pattern_ops);

CREATE INDEX cases_case_query_code_f1ba5550_like ON public.cases_case USING btree (query_code varchar_pattern_ops);

CREATE INDEX cases_case_version_id_5b6a6022 ON public.cases_case USING btree (version_id);

CREATE INDEX cases_counter_prefix_4b4a930c_like ON public.cases_counter USING btree (prefix varchar_pattern_ops);

CREATE INDEX cases_draft_party_id_3c13500b ON public.cases_draft USING btree (party_id);

CREATE INDEX cases_draft_version_id_1d347794 ON public.cases_draft USING btree (version_id);

CREATE INDEX cases_mark_case_id_42cf5071 ON public.cases_mark USING btree (case_id);

CREATE INDEX cases_material_case_id_972fd638 ON public.cases_material USING btree (case_id);

CREATE INDEX cases_material_draft_id_2904af1f ON public.cases_material USING btree (draft_id);

CREATE INDEX cases_of_a_party ON public.cases_case USING btree (applicant_id, submitted_at DESC);

CREATE INDEX cases_standstill_case_id_ec112a9f ON public.cases_standstill USING btree (case_id);

CREATE INDEX cases_task_case_id_db8cf8f3 ON public.cases_task USING btree (case_id);

CREATE INDEX cases_waiting_for_a_word ON public.cases_case USING btree (received_on) WHERE ((stage)::text = 'submitted'::text);

CREATE INDEX catalogue_offering_agency_id_14556884 ON public.catalogue_offering USING btree (agency_id);

CREATE INDEX catalogue_offering_agency_id_14556884_like ON public.catalogue_offering USING btree (agency_id varchar_pattern_ops);

CREATE INDEX catalogue_offering_service_id_94dc43d2 ON public.catalogue_offering USING btree (service_id);

CREATE INDEX catalogue_offering_service_id_94dc43d2_like ON public.catalogue_offering USING btree (service_id varchar_pattern_ops);

CREATE INDEX catalogue_service_code_5e4accca_like ON public.catalogue_service USING btree (code varchar_pattern_ops);

CREATE INDEX catalogue_service_current_id_e2f88cf0 ON public.catalogue_service USING btree (current_id);

CREATE INDEX catalogue_serviceversion_service_id_6ee0d17b ON public.catalogue_serviceversion USING btree (service_id);

CREATE INDEX catalogue_serviceversion_service_id_6ee0d17b_like ON public.catalogue_serviceversion USING btree (service_id varchar_pattern_ops);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX done_for_others ON public.record USING btree (mandate) WHERE (NOT ((mandate)::text = ''::text));

CREATE INDEX feedback_rating_case_5cd8773c_like ON public.feedback_rating USING btree ("case" varchar_pattern_ops);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX licence_ground_f7566315_like ON public.licence USING btree (ground varchar_pattern_ops);

CREATE INDEX licence_number_26fe36c8_like ON public.licence USING btree (number varchar_pattern_ops);

CREATE INDEX licence_paper_id_ca01ba43 ON public.licence USING btree (paper_id);

CREATE INDEX licences_of_a_holder ON public.licence USING btree (holder, issued_on DESC);

CREATE INDEX mandates_agreement_mandate_id_fdbc66d2 ON public.mandates_agreement USING btree (mandate_id);

CREATE INDEX mandates_agreement_mandate_id_fdbc66d2_like ON public.mandates_agreement USING btree (mandate_id varchar_pattern_ops);

CREATE INDEX mandates_given ON public.mandates_mandate USING btree (giver_id) WHERE (ended_at IS NULL);

CREATE INDEX mandates_mandate_giver_id_98616766 ON public.mandates_mandate USING btree (giver_id);

CREATE INDEX mandates_mandate_id_981c0c12_like ON public.mandates_mandate USING btree (id varchar_pattern_ops);

CREATE INDEX mandates_mandate_receiver_id_054db5e3 ON public.mandates_mandate USING btree (receiver_id);

CREATE INDEX mandates_mandate_stop_index_3cbf5b56_like ON public.mandates_mandate USING btree (stop_index varchar_pattern_ops);

CREATE INDEX mandates_received ON public.mandates_mandate USING btree (receiver_id) WHERE (ended_at IS NULL);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX news_waiting ON public.record_news USING btree (id) WHERE (done_at IS NULL);

CREATE INDEX news_waiting_in_order ON public.record_news USING btree (subject, reaction, id) WHERE (done_at IS NULL);

CREATE INDEX notices_of_a_party ON public.notices_notice USING btree (party, told_at DESC);

CREATE UNIQUE INDEX one_account_for_one_telephone ON public.people_account USING btree (phone_index) WHERE (NOT ((phone_index)::text = ''::text));

CREATE UNIQUE INDEX one_body_of_a_function_in_a_place ON public.agencies_agency USING btree (function, division_id) WHERE active;

CREATE UNIQUE INDEX one_open_offer_of_a_kind_between_two ON public.mandates_mandate USING btree (kind, giver_id, receiver_id) WHERE ((confirmed_at IS NULL) AND (ended_at IS NULL));

CREATE UNIQUE INDEX one_party_for_one_number ON public.people_party USING btree (number_kind, number_index) WHERE (NOT ((number_index)::text = ''::text));

CREATE INDEX open_tasks_of_a_post ON public.cases_task USING btree (agency, post, due_on, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX paper_check_code_e2259ab5_like ON public.paper USING btree (check_code varchar_pattern_ops);

CREATE INDEX paper_digest_53b5e34d_like ON public.paper USING btree (digest varchar_pattern_ops);

CREATE INDEX paper_key_1cc6f5e2_like ON public.paper USING btree (key varchar_pattern_ops);

CREATE INDEX paper_number_111627c6_like ON public.paper USING btree (number varchar_pattern_ops);

CREATE INDEX paper_number_check_code_78e2449c_like ON public.paper_number USING btree (check_code varchar_pattern_ops);

CREATE INDEX paper_number_key_84fa875d_like ON public.paper_number USING btree (key varchar_pattern_ops);

CREATE INDEX paper_number_number_485f9064_like ON public.paper_number USING btree (number varchar_pattern_ops);

CREATE INDEX paper_number_series_id_2ec0c873 ON public.paper_number USING btree (series_id);

CREATE INDEX paper_number_series_id_2ec0c873_like ON public.paper_number USING btree (series_id varchar_pattern_ops);

CREATE INDEX paper_series_name_95ceb66f_like ON public.paper_series USING btree (name varchar_pattern_ops);

CREATE INDEX papers_of_a_holder ON public.paper USING btree (holder, issued_at DESC);

CREATE INDEX papers_of_a_subject ON public.paper USING btree (subject, issued_at);

CREATE INDEX people_account_login_68507f29_like ON public.people_account USING btree (login varchar_pattern_ops);

CREATE INDEX people_account_party_id_c2753c41 ON public.people_account USING btree (party_id);

CREATE INDEX people_party_represented_by_id_627db5fa ON public.people_party USING btree (represented_by_id);

CREATE INDEX people_proof_account_id_adbf4e75 ON public.people_proof USING btree (account_id);

CREATE INDEX people_proof_party_id_526b5da7 ON public.people_proof USING btree (party_id);

CREATE INDEX people_token_account_id_5bf90cc6 ON public.people_token USING btree (account_id);

CREATE INDEX people_token_digest_9d1452aa_like ON public.people_token USING btree (digest varchar_pattern_ops);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE INDEX proofs_that_stand ON public.people_proof USING btree (party_id) WHERE (ended_at IS NULL);

CREATE INDEX ratings_of_a_service ON public.feedback_rating USING btree (service, given_at DESC);

CREATE INDEX readings_of_a_party ON public.reading USING btree (party, at DESC);

CREATE INDEX readings_of_a_subject ON public.reading USING btree (subject, at DESC);

CREATE INDEX record_by_name ON public.record USING btree (name, at);

CREATE INDEX record_head_subject_dab8ab2e_like ON public.record_head USING btree (subject varchar_pattern_ops);

CREATE INDEX record_news_entry_id_ec8dcf54 ON public.record_news USING btree (entry_id);

CREATE INDEX site_mark_name_72f36173_like ON public.site_mark USING btree (name varchar_pattern_ops);

CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);

CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);

CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);

CREATE INDEX tasks_somebody_did ON public.cases_task USING btree (done_by, done_at DESC, id) WHERE ((state)::text = 'done'::text);

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);

CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);

CREATE TRIGGER a_published_version_never_changes BEFORE DELETE OR UPDATE ON public.catalogue_serviceversion FOR EACH ROW EXECUTE FUNCTION public.a_published_version_never_changes();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

CREATE TRIGGER record_is_never_altered BEFORE DELETE OR UPDATE ON public.record FOR EACH ROW EXECUTE FUNCTION public.record_is_never_altered();

CREATE TRIGGER record_is_never_emptied BEFORE TRUNCATE ON public.record FOR EACH STATEMENT EXECUTE FUNCTION public.record_is_never_altered();

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_people_account_id FOREIGN KEY (user_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_division_id_93795dc8_fk_agencies_division_code FOREIGN KEY (division_id) REFERENCES public.agencies_division(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_appointment
    ADD CONSTRAINT agencies_appointment_account_id_fc5b1252_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_appointment
    ADD CONSTRAINT agencies_appointment_post_id_a77c8eb5_fk_agencies_post_id FOREIGN KEY (post_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_division
    ADD CONSTRAINT agencies_division_parent_id_6bd02d3f_fk_agencies_division_code FOREIGN KEY (parent_id) REFERENCES public.agencies_division(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT agencies_post_agency_id_a19c7890_fk_agencies_agency_code FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.allauth_idp_oidc_client
    ADD CONSTRAINT allauth_idp_oidc_client_owner_id_1f1eb0f1_fk_people_account_id FOREIGN KEY (owner_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.allauth_idp_oidc_token
    ADD CONSTRAINT allauth_idp_oidc_tok_client_id_cad2cd57_fk_allauth_i FOREIGN KEY (client_id) REFERENCES public.allauth_idp_oidc_client(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.allauth_idp_oidc_token
    ADD CONSTRAINT allauth_idp_oidc_token_user_id_3e9a005f_fk_people_account_id FOREIGN KEY (user_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_applicant_id_756c921c_fk_people_party_id FOREIGN KEY (applicant_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_version_id_5b6a6022_fk_catalogue_serviceversion_id FOREIGN KEY (version_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_case_id_6ad7f97d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_party_id_3c13500b_fk_people_party_id FOREIGN KEY (party_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_version_id_1d347794_fk_catalogue_serviceversion_id FOREIGN KEY (version_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_mark
    ADD CONSTRAINT cases_mark_case_id_42cf5071_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_case_id_972fd638_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_draft_id_2904af1f_fk_cases_draft_id FOREIGN KEY (draft_id) REFERENCES public.cases_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_standstill
    ADD CONSTRAINT cases_standstill_case_id_ec112a9f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_case_id_db8cf8f3_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_offering
    ADD CONSTRAINT catalogue_offering_agency_id_14556884_fk_agencies_agency_code FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_offering
    ADD CONSTRAINT catalogue_offering_service_id_94dc43d2_fk_catalogue FOREIGN KEY (service_id) REFERENCES public.catalogue_service(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_service
    ADD CONSTRAINT catalogue_service_current_id_e2f88cf0_fk_catalogue FOREIGN KEY (current_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_serviceversion
    ADD CONSTRAINT catalogue_servicever_service_id_6ee0d17b_fk_catalogue FOREIGN KEY (service_id) REFERENCES public.catalogue_service(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_paper_id_ca01ba43_fk_paper_id FOREIGN KEY (paper_id) REFERENCES public.paper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mandates_agreement
    ADD CONSTRAINT mandates_agreement_mandate_id_fdbc66d2_fk_mandates_mandate_id FOREIGN KEY (mandate_id) REFERENCES public.mandates_mandate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mandates_mandate
    ADD CONSTRAINT mandates_mandate_giver_id_98616766_fk_people_party_id FOREIGN KEY (giver_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mandates_mandate
    ADD CONSTRAINT mandates_mandate_receiver_id_054db5e3_fk_people_party_id FOREIGN KEY (receiver_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_people_account_id FOREIGN KEY (user_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT paper_number_series_id_2ec0c873_fk_paper_series_name FOREIGN KEY (series_id) REFERENCES public.paper_series(name) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_account
    ADD CONSTRAINT people_account_party_id_c2753c41_fk_people_party_id FOREIGN KEY (party_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_party
    ADD CONSTRAINT people_party_represented_by_id_627db5fa_fk_people_party_id FOREIGN KEY (represented_by_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_proof
    ADD CONSTRAINT people_proof_account_id_adbf4e75_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_proof
    ADD CONSTRAINT people_proof_party_id_526b5da7_fk_people_party_id FOREIGN KEY (party_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_token
    ADD CONSTRAINT people_token_account_id_5bf90cc6_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.record_news
    ADD CONSTRAINT record_news_entry_id_ec8dcf54_fk_record_id FOREIGN KEY (entry_id) REFERENCES public.record(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_people_ac FOREIGN KEY (user_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_people_account_id FOREIGN KEY (user_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

